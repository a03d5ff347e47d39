import { ActionIcon, Alert, Button, Code, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import {
  useCreateWebhook,
  useDeleteWebhook,
  useTestWebhook,
  useWebhooks,
  type Webhook,
} from '../../api/alerts.ts';
import { Failed, Loading } from '../../components/states.tsx';

/** Addresses that events are sent to, signed. */
export function WebhookPanel() {
  const { data, error, refetch } = useWebhooks();
  const create = useCreateWebhook();
  const [url, setUrl] = useState('');
  return (
    <section aria-label="Webhooks">
      <Title order={2} mb="xs">
        Webhooks
      </Title>
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what="webhooks" />
      ) : (
        <Stack gap="sm">
          {data.length > 0 && <Webhooks webhooks={data} />}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              create.mutate(url, { onSuccess: () => setUrl('') });
            }}
          >
            <Group align="flex-end" gap="xs">
              <TextInput
                label="New address"
                type="url"
                placeholder="https://example.com/hook"
                required
                maw={420}
                flex={1}
                value={url}
                onChange={({ currentTarget }) => setUrl(currentTarget.value)}
              />
              <Button type="submit" variant="default" loading={create.isPending}>
                Add
              </Button>
            </Group>
          </form>
          {create.error && <Failed error={create.error} />}
          {create.data && (
            <Alert title="Deliveries are signed with this secret. It is not shown again.">
              <Code>{create.data.secret}</Code>
            </Alert>
          )}
        </Stack>
      )}
    </section>
  );
}

function Webhooks({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table withTableBorder>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Address</Table.Th>
            <Table.Th scope="col">Last delivery</Table.Th>
            <Table.Th scope="col">Try, delete</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {webhooks.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function WebhookRow({ webhook: { id, url, last } }: { readonly webhook: Webhook }) {
  const test = useTestWebhook();
  const remove = useDeleteWebhook();
  const failure = test.error ?? remove.error;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
        {url}
      </Table.Th>
      <Table.Td>
        {last === null ? 'none yet' : last.state}
        {last?.problem && (
          <Text size="xs" c="red">
            {last.problem}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Button
            size="compact-xs"
            variant="default"
            loading={test.isPending}
            onClick={() => test.mutate(id)}
          >
            Send a test
          </Button>
          <ActionIcon
            variant="default"
            aria-label={`Delete the webhook ${url}`}
            onClick={() => window.confirm(`Send nothing to ${url} any more?`) && remove.mutate(id)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
        {test.data && (
          <Text size="xs" role="status">
            {test.data.taken ? 'It was taken.' : test.data.problem}
          </Text>
        )}
        {failure && <Failed error={failure} />}
      </Table.Td>
    </Table.Tr>
  );
}
