import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { type Answer, useAudit } from '../../api/access.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';

type Entry = Answer<typeof useAudit>['entries'][number];

const columns: Column<Entry>[] = [
  { id: 'at', title: 'When (UTC)', cell: ({ at }) => at.slice(0, 19).replace('T', ' ') },
  { id: 'actor', title: 'Who', cell: ({ actor }) => actor || 'nobody known' },
  { id: 'via', title: 'By way of', cell: ({ via }) => via },
  { id: 'action', title: 'What', cell: ({ action }) => action },
  { id: 'target', title: 'About', cell: ({ target }) => target ?? '–' },
  { id: 'outcome', title: 'Outcome', cell: ({ outcome }) => outcome },
  { id: 'address', title: 'From', cell: ({ address }) => address ?? 'here' },
];

/** Who did what, the newest first, a page at a time. */
export function AuditLog() {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { data, error, refetch } = useAudit(cursors.at(-1) ?? null);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the audit log" />;
  const { entries, next } = data;
  return (
    <>
      <DataTable
        label="Audit log"
        columns={columns}
        rows={entries}
        rowKey={({ id }) => id}
        empty={<Empty title="Nothing yet">Changes and refused requests are listed here.</Empty>}
      />
      <Group mt="sm" gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={cursors.length === 0}
          onClick={() => setCursors(cursors.slice(0, -1))}
        >
          Newer
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={next === null}
          onClick={() => next && setCursors([...cursors, next])}
        >
          Older
        </Button>
      </Group>
    </>
  );
}
