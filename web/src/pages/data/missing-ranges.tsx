import { Alert, Button, Text } from '@mantine/core';
import { type CoverageLine, useFetch } from '../../api/data.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Failed } from '../../components/states.tsx';
import { dateOf, type Span, spansOf } from './coverage-states.tsx';

/** What is missing of a series, each with a button that has it fetched. */
export function MissingRanges({ line }: { readonly line: CoverageLine }) {
  const fetching = useFetch();
  const spans = spansOf(line, 'missing');
  const ask = ({ from, to }: Span): void =>
    fetching.mutate({
      symbols: [line.symbol],
      interval: line.interval,
      from: dateOf(from),
      to: dateOf(to - 1),
    });
  if (spans.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing is missing.
      </Text>
    );
  }
  return (
    <>
      {fetching.error && <Failed error={fetching.error} />}
      {fetching.data && (
        <Alert color="blue" my="xs" role="status">
          {fetching.data.jobs[0]?.outcome === 'waiting'
            ? 'A job for it waits already.'
            : 'A job was queued; a worker does it. See the tab Jobs.'}
        </Alert>
      )}
      <DataTable
        label={`What is missing of ${line.symbol} ${line.interval}`}
        rows={spans}
        rowKey={({ from }) => String(from)}
        maxHeight={320}
        columns={[
          {
            id: 'from',
            title: 'First day missing',
            cell: ({ from }) => dateOf(from),
            sortBy: ({ from }) => from,
          },
          { id: 'to', title: 'Last day missing', cell: ({ to }) => dateOf(to - 1) },
          {
            id: 'days',
            title: 'Days',
            numeric: true,
            cell: ({ from, to }) => (to - from).toLocaleString('en-US'),
            sortBy: ({ from, to }) => to - from,
          },
          {
            id: 'fetch',
            title: 'Ask for it',
            cell: (span) => (
              <Button
                size="compact-xs"
                variant="light"
                loading={fetching.isPending}
                onClick={() => ask(span)}
                aria-label={`Fetch ${line.symbol} ${line.interval} from ${dateOf(span.from)}`}
              >
                Fetch
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
