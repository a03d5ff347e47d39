import { Anchor, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { RunHead } from '../../../../src/contract/runs.ts';
import { useDeleteRun, useRunHeads } from '../../api/backtests.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { RunsCompared } from './runs-compared.tsx';
import { statisticText } from './statistic-text.ts';

/** Backtests that are kept: opened, two of them compared, deleted. */
export function KeptRuns() {
  const runs = useRunHeads();
  const deleting = useDeleteRun();
  const [marked, setMarked] = useState<readonly string[]>([]);
  const [doomed, setDoomed] = useState<RunHead | null>(null);
  if (runs.isPending) return <Loading what="kept backtests" />;
  if (runs.isError) return <Failed error={runs.error} onRetry={() => void runs.refetch()} />;
  const mark = (id: string, isOn: boolean): void =>
    setMarked(isOn ? [...marked.slice(-1), id] : marked.filter((one) => one !== id));
  const [a = '', b = ''] = marked.toSorted((one, other) => Number(one) - Number(other));
  return (
    <Stack gap="sm">
      <DataTable
        label="Kept backtests"
        rows={runs.data.runs}
        rowKey={({ id }) => id}
        maxHeight={420}
        empty={<Empty title="Nothing kept yet">Every backtest that ends is kept here.</Empty>}
        columns={[
          {
            id: 'id',
            title: 'No.',
            cell: ({ id }) => (
              <Anchor component={Link} href={`/backtest?run=${id}`}>
                {id}
              </Anchor>
            ),
            sortBy: ({ id }) => Number(id),
          },
          { id: 'symbol', title: 'Symbol', cell: ({ symbol }) => symbol, sortBy: ({ symbol }) => symbol },
          { id: 'kind', title: 'Kind', cell: ({ kind }) => kind, sortBy: ({ kind }) => kind },
          {
            id: 'strategies',
            title: 'Strategy',
            cell: ({ strategies: [first, ...others] }) =>
              others.length > 0 ? `${first} and ${others.length} more` : first,
          },
          {
            id: 'return',
            title: 'Return',
            cell: ({ returnPercent }) => statisticText('[%]', returnPercent),
            sortBy: ({ returnPercent }) => returnPercent,
            numeric: true,
          },
          { id: 'when', title: 'Asked', cell: ({ madeAt }) => <When time={madeAt} /> },
          {
            id: 'compare',
            title: 'Compare',
            cell: ({ id }) => (
              <Checkbox
                size="xs"
                aria-label={`Compare number ${id}`}
                checked={marked.includes(id)}
                onChange={({ currentTarget }) => mark(id, currentTarget.checked)}
              />
            ),
          },
          {
            id: 'delete',
            title: 'Delete',
            cell: (run) => (
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => setDoomed(run)}>
                Delete<span className="mantine-visually-hidden"> number {run.id}</span>
              </Button>
            ),
          },
        ]}
      />
      {marked.length === 1 && (
        <Text size="sm" c="dimmed">
          Mark a second one to compare them.
        </Text>
      )}
      {b !== '' && <RunsCompared a={a} b={b} />}
      <Modal opened={doomed !== null} onClose={() => setDoomed(null)} title="Delete this backtest?" centered>
        <Text size="sm" mb="md">
          Number {doomed?.id}, {doomed?.symbol}, {doomed?.strategies.join(', ')}. It cannot be brought back,
          but asked again.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setDoomed(null)}>
            Keep it
          </Button>
          <Button
            color="red"
            loading={deleting.isPending}
            onClick={() => {
              if (doomed) deleting.mutate(doomed.id, { onSettled: () => setDoomed(null) });
            }}
          >
            Delete
          </Button>
        </Group>
      </Modal>
      {deleting.isError && <Failed error={deleting.error} />}
    </Stack>
  );
}
