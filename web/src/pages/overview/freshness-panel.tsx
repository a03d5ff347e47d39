import { Text } from '@mantine/core';
import { useFreshness } from '../../api/freshness.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatNumber } from '../../components/format.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Panel } from './panel.tsx';

type Line = NonNullable<ReturnType<typeof useFreshness>['data']>['lines'][number];

const columns: readonly Column<Line>[] = [
  { id: 'exchange', title: 'Exchange', cell: (line) => line.exchange },
  { id: 'interval', title: 'Bars', cell: (line) => line.interval },
  {
    id: 'current',
    title: 'Current',
    cell: (line) => (
      <span className={line.behind === 0 ? 'up' : undefined}>
        {line.behind === 0 ? '✓ ' : ''}
        {formatNumber(line.upToDate)} of {formatNumber(line.instruments)}
      </span>
    ),
    numeric: true,
  },
  { id: 'oldest', title: 'Reach', cell: (line) => line.oldest, numeric: true },
];

/** How far the bars of each exchange reach. */
export function FreshnessPanel() {
  const { data, error, refetch } = useFreshness();
  return (
    <Panel title="Freshness">
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what="how far bars reach" />
      ) : (
        <>
          <DataTable
            label="How far bars reach"
            columns={columns}
            rows={data.lines}
            rowKey={(line) => `${line.exchange} ${line.interval}`}
            empty={<Empty title="No bars yet">Once there are some, this shows how far they reach.</Empty>}
          />
          {data.lines.some(({ behind }) => behind > 0) && (
            <Text c="dimmed" size="xs" mt={4}>
              Behind the last session that is over. Bring everything up to date:{' '}
              <code>stockula etl heal</code>
            </Text>
          )}
        </>
      )}
    </Panel>
  );
}
