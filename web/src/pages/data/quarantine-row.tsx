import { Badge, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuarantineDecision, useQuarantinedRow } from '../../api/data.ts';
import { DataTable } from '../../components/data-table.tsx';
import { formatDate, formatPrice } from '../../components/format.ts';
import { Failed, Loading } from '../../components/states.tsx';

interface QuarantineRowProps {
  /** Empty: none is shown. */
  readonly id: string;
  readonly onClose: () => void;
}

/** A row field by field, with what is wrong marked, what is stored around it, and what can be done. */
export function QuarantineRow({ id, onClose }: QuarantineRowProps) {
  return (
    <Drawer
      opened={id !== ''}
      onClose={onClose}
      position="right"
      size="lg"
      title="A row that was set aside"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {id !== '' && <Details id={id} onClose={onClose} />}
    </Drawer>
  );
}

function Details({ id, onClose }: QuarantineRowProps) {
  const { data: row, error, refetch } = useQuarantinedRow(id);
  const release = useQuarantineDecision('release');
  const dismiss = useQuarantineDecision('dismiss');
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!row) return <Loading what="the row" />;
  const failure = release.error ?? dismiss.error;
  const isOfMigration = row.origin === 'migration';
  return (
    <Stack gap="md">
      <Text>
        <b>{row.symbol || 'A row without a symbol'}</b> {row.sentence}.
      </Text>
      <Text size="sm" c="dimmed">
        {row.source}, {row.table}, {row.place}
        {row.twin !== null && `; its key is that of ${row.twin}`}
      </Text>
      <Fields original={row.original} offending={row.offending} />
      {row.around.length > 0 && <Around bars={row.around} />}
      {failure && <Failed error={failure} />}
      {isOfMigration ? (
        <Text size="sm">
          Correct it in the older application’s file and run the migration again: it makes its quarantine
          anew.
        </Text>
      ) : (
        <Group>
          <Button
            disabled={!row.releasable}
            loading={release.isPending}
            onClick={() => release.mutate([id], { onSuccess: onClose })}
          >
            Release: store it as it is
          </Button>
          <Button
            variant="default"
            loading={dismiss.isPending}
            onClick={() => dismiss.mutate([id], { onSuccess: onClose })}
          >
            Dismiss
          </Button>
          {!row.releasable && (
            <Text size="sm" c="dimmed">
              It cannot be stored as it is; have it fetched again, or dismiss it.
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}

interface FieldsProps {
  readonly original: Readonly<Record<string, unknown>>;
  readonly offending: readonly string[];
}

function Fields({ original, offending }: FieldsProps) {
  const wrong = new Set(offending);
  return (
    <DataTable
      label="The row as it came"
      rows={Object.entries(original)}
      rowKey={([name]) => name}
      maxHeight={420}
      columns={[
        { id: 'name', title: 'Field', cell: ([name]) => name },
        { id: 'value', title: 'Value', cell: ([name, value]) => <code>{valueText(name, value)}</code> },
        {
          id: 'mark',
          title: 'What is wrong',
          cell: ([name]) =>
            wrong.has(name) && (
              <Badge color="red" variant="light" leftSection={<IconAlertTriangle size={12} aria-hidden />}>
                wrong
              </Badge>
            ),
        },
      ]}
    />
  );
}

/** Times of the pipeline are microseconds since 1970. */
function valueText(name: string, value: unknown): string {
  if (name === 'ts' && typeof value === 'number') return new Date(value / 1000).toISOString();
  return value === null ? 'null' : typeof value === 'string' ? value : JSON.stringify(value);
}

interface StoredBar {
  readonly time: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

function Around({ bars }: { readonly bars: readonly StoredBar[] }) {
  const prices = ['open', 'high', 'low', 'close'] as const;
  return (
    <div>
      <Title order={3} mb={4}>
        What is stored around it
      </Title>
      <DataTable
        label="Bars that are stored around it"
        rows={bars}
        rowKey={({ time }) => time}
        columns={[
          { id: 'time', title: 'Date', cell: ({ time }) => formatDate(time) },
          ...prices.map((name) => ({
            id: name,
            title: name,
            numeric: true,
            cell: (bar: StoredBar) => formatPrice(bar[name]),
          })),
        ]}
      />
    </div>
  );
}
