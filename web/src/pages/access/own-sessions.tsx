import { Badge, Group } from '@mantine/core';
import { type Answer, useEndSessions, useOwnSessions } from '../../api/access.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { Sure } from './sure.tsx';

type Session = Answer<typeof useOwnSessions>['sessions'][number];

/** Where one has logged in. */
export function OwnSessions() {
  const { data, error, refetch } = useOwnSessions();
  const end = useEndSessions();
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="sessions" />;
  const columns: Column<Session>[] = [
    { id: 'agent', title: 'Browser', cell: ({ agent }) => browserOf(agent) },
    { id: 'address', title: 'From', cell: ({ address }) => address },
    { id: 'created', title: 'Began', cell: ({ createdAt }) => <When time={createdAt} /> },
    { id: 'seen', title: 'Last used', cell: ({ seenAt }) => <When time={seenAt} /> },
    {
      id: 'end',
      title: 'Change',
      cell: ({ id, current, address }) =>
        current ? (
          <Badge variant="light">this one</Badge>
        ) : (
          <Sure what="End" of={`the session from ${address}`} onSure={() => end.mutate(id)}>
            Whoever uses it has to log in again.
          </Sure>
        ),
    },
  ];
  return (
    <>
      {end.error && <Failed error={end.error} />}
      <DataTable label="Sessions" columns={columns} rows={data.sessions} rowKey={({ id }) => id} />
      {data.sessions.length > 1 && (
        <Group mt="sm">
          <Sure what="End all" of="other sessions" onSure={() => end.mutate(null)}>
            Only this one goes on.
          </Sure>
        </Group>
      )}
    </>
  );
}

/** What people call it; the whole text is long, and names them all. */
function browserOf(agent: string): string {
  const name = /(Firefox|Edg|OPR|Chrome|Safari)\/(\d+)/.exec(agent.replace(/.*(?=(Edg|OPR)\/)/, ''));
  const system = /Windows|Macintosh|Android|iPhone|iPad|Linux/.exec(agent)?.[0];
  return name
    ? [name[1], name[2], system && `on ${system}`].filter(Boolean).join(' ')
    : agent.slice(0, 60) || 'unknown';
}
