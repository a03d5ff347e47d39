import { Button, Group, Progress, Select, Text } from '@mantine/core';
import { type Job, useJobDecision, useJobs } from '../../api/data.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { When } from '../../components/when.tsx';
import { StateBadge } from './state-badge.tsx';

const jobStates = ['waiting', 'retrying', 'running', 'done', 'failed', 'cancelled'];

/** Work in the background as it goes on. */
export function JobsTab() {
  const [state, setState] = useSearchParam('state');
  const { data, error, refetch } = useJobs(state);
  const retry = useJobDecision('retry');
  const cancel = useJobDecision('cancel');
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the jobs" />;
  const failure = retry.error ?? cancel.error;
  return (
    <>
      <Group mb="sm" align="flex-end">
        <Select
          label="State"
          placeholder="All"
          clearable
          data={jobStates}
          value={state || null}
          onChange={setState}
          w={160}
        />
        <Text size="sm" c="dimmed">
          A worker does them: <code>stockula etl worker</code>
        </Text>
      </Group>
      {failure && <Failed error={failure} />}
      <DataTable
        label="Jobs"
        rows={data.jobs}
        rowKey={({ id }) => id}
        empty={
          <Empty title="No job matches">Fetches that you ask for on the tab Coverage become jobs.</Empty>
        }
        columns={columns(retry, cancel)}
      />
      {data.more && (
        <Text size="sm" c="dimmed" mt="xs">
          There are more; choose a state to see others.
        </Text>
      )}
    </>
  );
}

type Decision = ReturnType<typeof useJobDecision>;

const columns = (retry: Decision, cancel: Decision) => [
  { id: 'kind', title: 'Job', cell: ({ kind, id }: Job) => `${kind} ${id.slice(0, 8)}` },
  {
    id: 'symbol',
    title: 'Symbol',
    cell: ({ symbol, interval }: Job) => [symbol, interval].filter(Boolean).join(' '),
  },
  { id: 'range', title: 'Sessions', cell: ({ from, to }: Job) => (from === null ? '' : `${from} to ${to}`) },
  { id: 'state', title: 'State', cell: (job: Job) => <JobState job={job} /> },
  {
    id: 'attempts',
    title: 'Attempts',
    numeric: true,
    cell: ({ attempts, mostAttempts }: Job) => `${attempts} of ${mostAttempts}`,
  },
  {
    id: 'when',
    title: 'When',
    cell: ({ endedAt, startedAt, createdAt }: Job) => <When time={endedAt ?? startedAt ?? createdAt} />,
  },
  {
    id: 'note',
    title: 'Note',
    cell: ({ error, origin }: Job) => error ?? (origin === 'asked' ? '' : origin),
  },
  {
    id: 'decide',
    title: 'Decide',
    cell: (job: Job) => <Decide job={job} retry={retry} cancel={cancel} />,
  },
];

function JobState({ job: { state, progress } }: { readonly job: Job }) {
  if (state !== 'running' || progress === null || progress.total === 0) return <StateBadge state={state} />;
  const percent = Math.round((progress.done / progress.total) * 100);
  return (
    <Group gap={6} wrap="nowrap">
      <StateBadge state={state} />
      <Progress value={percent} w={80} aria-label={`${progress.text}: ${percent}%`} />
    </Group>
  );
}

function Decide({
  job: { id, kind, symbol, state },
  retry,
  cancel,
}: {
  job: Job;
  retry: Decision;
  cancel: Decision;
}) {
  const isOver = state === 'failed' || state === 'cancelled';
  if (state === 'done') return null;
  const decision = isOver ? retry : cancel;
  const title = isOver ? 'Try again' : 'Cancel';
  return (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => decision.mutate(id)}
      aria-label={`${title}: ${kind} ${symbol ?? ''}`}
    >
      {title}
    </Button>
  );
}
