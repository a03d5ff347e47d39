import { Badge, Button, Group, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { type AlertEvent, useAcknowledge, useAlertEvents } from '../../api/alerts.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';

const deliveryColours = { none: 'gray', waiting: 'blue', delivered: 'teal.9', 'given up': 'red.9' } as const;

/** What became true, the newest first, a page at a time. */
export function EventList() {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { data, error, refetch } = useAlertEvents({
    unacknowledged: false,
    limit: 20,
    cursor: cursors.at(-1) ?? null,
  });
  const acknowledge = useAcknowledge();
  return (
    <section aria-label="Events">
      <Group justify="space-between" mb="xs">
        <Title order={2}>Events</Title>
        {data !== undefined && data.unacknowledged > 0 && (
          <Button size="xs" variant="default" onClick={() => acknowledge.mutate(null)}>
            Mark all {data.unacknowledged} as seen
          </Button>
        )}
      </Group>
      {acknowledge.error && <Failed error={acknowledge.error} />}
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what="events" />
      ) : data.events.length === 0 ? (
        <Empty title="Nothing has fired">Events appear here when a rule becomes true.</Empty>
      ) : (
        <>
          <Events events={data.events} onSeen={(id) => acknowledge.mutate(id)} />
          <Group mt="xs" gap="xs">
            {cursors.length > 0 && (
              <Button size="xs" variant="default" onClick={() => setCursors(cursors.slice(0, -1))}>
                Newer
              </Button>
            )}
            {data.next !== null && (
              <Button
                size="xs"
                variant="default"
                onClick={() => data.next !== null && setCursors([...cursors, data.next])}
              >
                Older
              </Button>
            )}
          </Group>
        </>
      )}
    </section>
  );
}

interface EventsProps {
  readonly events: readonly AlertEvent[];
  readonly onSeen: (id: string) => void;
}

function Events({ events, onSeen }: EventsProps) {
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table withTableBorder verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">What became true</Table.Th>
            <Table.Th scope="col">When</Table.Th>
            <Table.Th scope="col">Webhooks</Table.Th>
            <Table.Th scope="col">Seen</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.id}>
              <Table.Th scope="row" fw={event.acknowledgedAt === null ? 700 : 400}>
                {event.ruleName}
                <Text size="sm" c="dimmed" fw={400}>
                  {event.text}{' '}
                  {event.symbol !== null && (
                    <Link href={`/symbols/${event.symbol}`}>Open {event.symbol}</Link>
                  )}
                  {event.portfolio !== null && (
                    <Link href={`/portfolio/${event.portfolio}`}>Open portfolio</Link>
                  )}
                </Text>
              </Table.Th>
              <Table.Td>
                <When time={event.at} />
              </Table.Td>
              <Table.Td>
                <Badge
                  color={deliveryColours[event.delivery]}
                  variant={event.delivery === 'none' ? 'default' : 'filled'}
                  title={event.deliveryProblem ?? undefined}
                >
                  {event.delivery}
                </Badge>
              </Table.Td>
              <Table.Td>
                {event.acknowledgedAt === null ? (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Mark as seen: ${event.ruleName}`}
                    onClick={() => onSeen(event.id)}
                  >
                    Mark as seen
                  </Button>
                ) : (
                  <When time={event.acknowledgedAt} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
