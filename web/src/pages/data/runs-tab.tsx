import { Anchor, Drawer, Text } from '@mantine/core';
import { type EtlRun, useRun, useRuns } from '../../api/data.ts';
import { DataTable } from '../../components/data-table.tsx';
import { formatNumber } from '../../components/format.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { When } from '../../components/when.tsx';
import { StateBadge } from './state-badge.tsx';

/** Runs of the pipeline, the newest first, and one of them symbol by symbol. */
export function RunsTab() {
  const { data, error, refetch } = useRuns();
  const [run, setRun] = useSearchParam('run');
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the runs" />;
  return (
    <>
      <DataTable
        label="Runs of the pipeline"
        rows={data.runs}
        rowKey={({ id }) => id}
        empty={
          <Empty title="Nothing was fetched or imported yet">
            Upload a file, or fetch some bars: <code>stockula etl fetch AAPL</code>
          </Empty>
        }
        columns={[
          {
            id: 'id',
            title: 'Run',
            cell: (one) => (
              <Anchor component="button" type="button" size="sm" onClick={() => setRun(one.id)}>
                {one.kind} {one.id}
              </Anchor>
            ),
          },
          { id: 'state', title: 'State', cell: ({ state }) => <StateBadge state={state} /> },
          { id: 'place', title: 'What', cell: ({ place }) => placeText(place) },
          { id: 'started', title: 'Began', cell: ({ startedAt }) => <When time={startedAt} /> },
          ...(['succeeded', 'failed', 'written', 'corrected', 'quarantined'] as const).map((name) => ({
            id: name,
            title: titles[name],
            numeric: true,
            cell: (one: EtlRun) => formatNumber(one[name]),
          })),
        ]}
      />
      <Drawer
        opened={run !== ''}
        onClose={() => setRun(null)}
        position="right"
        size="xl"
        title={`Run ${run}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {run !== '' && <RunLines id={run} />}
      </Drawer>
    </>
  );
}

const titles = {
  succeeded: 'Symbols',
  failed: 'Failed',
  written: 'New',
  corrected: 'Corrected',
  quarantined: 'Set aside',
} as const;

/** Of a path the name is enough. */
const placeText = (place: string): string => place.slice(place.lastIndexOf('/') + 1).slice(0, 60);

function RunLines({ id }: { readonly id: string }) {
  const { data, error, refetch } = useRun(id);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the run" />;
  const { run, lines } = data;
  return (
    <>
      <Text size="sm" mb="sm" style={{ overflowWrap: 'anywhere' }}>
        {run.place}
        {run.failure !== null && `: ${run.failure}`}
      </Text>
      <DataTable
        label={`Symbols of run ${id}`}
        rows={lines}
        rowKey={({ symbol, interval }) => `${symbol} ${interval}`}
        empty={<Empty title="No lines">{run.failure ?? 'It did not come to its end.'}</Empty>}
        columns={[
          { id: 'symbol', title: 'Symbol', cell: ({ symbol }) => symbol, sortBy: ({ symbol }) => symbol },
          { id: 'interval', title: 'Interval', cell: ({ interval }) => interval },
          { id: 'outcome', title: 'Outcome', cell: ({ outcome }) => <StateBadge state={outcome} /> },
          ...counts.map(([name, title]) => ({
            id: name,
            title,
            numeric: true,
            cell: (line: (typeof lines)[number]) => formatNumber(line[name]),
            sortBy: (line: (typeof lines)[number]) => line[name],
          })),
          { id: 'reason', title: 'Why', cell: ({ reason }) => reason },
        ]}
      />
    </>
  );
}

const counts = [
  ['fetched', 'Fetched'],
  ['written', 'New'],
  ['corrected', 'Corrected'],
  ['unchanged', 'Unchanged'],
  ['kept', 'Kept'],
  ['quarantined', 'Set aside'],
  ['flagged', 'Flagged'],
] as const;
