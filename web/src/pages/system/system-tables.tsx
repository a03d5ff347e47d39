import { Badge, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { useSystem } from '../../api/data.ts';
import { DataTable } from '../../components/data-table.tsx';
import { formatDuration, formatNumber, formatTime } from '../../components/format.ts';
import { When } from '../../components/when.tsx';
import { formatBytes } from './bytes.ts';

type System = NonNullable<ReturnType<typeof useSystem>['data']>;

function None({ children }: { readonly children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}

/** Hypertables with their chunks, and what compression saves. */
export function Hypertables({ tables }: { readonly tables: System['hypertables'] }) {
  return (
    <DataTable
      label="Tables over time"
      rows={tables}
      rowKey={({ name }) => name}
      columns={[
        { id: 'name', title: 'Table', cell: ({ name }) => name, sortBy: ({ name }) => name },
        {
          id: 'bytes',
          title: 'Size',
          numeric: true,
          cell: ({ bytes }) => formatBytes(bytes),
          sortBy: ({ bytes }) => bytes,
        },
        {
          id: 'chunks',
          title: 'Chunks',
          numeric: true,
          cell: ({ chunks }) => formatNumber(chunks),
          sortBy: ({ chunks }) => chunks,
        },
        {
          id: 'compressed',
          title: 'Compressed',
          numeric: true,
          cell: ({ compressedChunks }) => formatNumber(compressedChunks),
        },
        { id: 'due', title: 'Due', numeric: true, cell: ({ overdueChunks }) => formatNumber(overdueChunks) },
        {
          id: 'ratio',
          title: 'Compression',
          numeric: true,
          cell: ({ compressionRatio: ratio }) => (ratio === null ? '–' : `${formatNumber(ratio, 1)} to 1`),
          sortBy: ({ compressionRatio }) => compressionRatio,
        },
        { id: 'width', title: 'New chunks span', cell: ({ chunkInterval }) => chunkInterval },
      ]}
    />
  );
}

interface PoliciesProps {
  readonly policies: System['policies'];
  readonly isApache: boolean;
}

/** What the database does by itself, and when. */
export function Policies({ policies, isApache }: PoliciesProps) {
  return (
    <DataTable
      label="Policies"
      rows={policies}
      rowKey={({ id }) => String(id)}
      empty={<None>{isApache ? 'The Apache edition runs none.' : 'None is set.'}</None>}
      columns={[
        { id: 'what', title: 'Policy', cell: ({ what, on }) => `${what} of ${on}` },
        { id: 'every', title: 'Every', cell: ({ every }) => every },
        { id: 'state', title: 'Last result', cell: (policy) => <LastResult policy={policy} /> },
        { id: 'last', title: 'Last run', cell: ({ lastFinished }) => <When time={lastFinished} /> },
        { id: 'next', title: 'Next run', cell: ({ nextRun }) => formatTime(nextRun) },
      ]}
    />
  );
}

function LastResult({
  policy: { paused, lastFailure, lastFinished },
}: {
  policy: System['policies'][number];
}) {
  if (lastFailure !== null) {
    return (
      <Text size="sm" span>
        <IconAlertTriangle size={14} aria-hidden /> failed: {lastFailure}
      </Text>
    );
  }
  if (paused) return <Badge variant="default">paused</Badge>;
  return lastFinished === null ? 'never ran' : 'succeeded';
}

interface AggregatesProps {
  readonly aggregates: System['aggregates'];
  readonly isApache: boolean;
}

/** How far continuous aggregates are built. */
export function Aggregates({ aggregates, isApache }: AggregatesProps) {
  return (
    <DataTable
      label="Continuous aggregates"
      rows={aggregates}
      rowKey={({ name }) => name}
      empty={
        <None>
          {isApache
            ? 'On the Apache edition they are plain views, which are never behind.'
            : 'There are none.'}
        </None>
      }
      columns={[
        { id: 'name', title: 'Aggregate', cell: ({ name }) => name },
        { id: 'built', title: 'Built up to', cell: ({ builtTo }) => formatTime(builtTo) },
        {
          id: 'lag',
          title: 'Behind the last bar',
          numeric: true,
          cell: ({ lagSeconds }) =>
            lagSeconds === null ? '–' : lagSeconds === 0 ? 'not at all' : formatDuration(lagSeconds * 1000),
        },
        { id: 'bytes', title: 'Size', numeric: true, cell: ({ bytes }) => formatBytes(bytes) },
        {
          id: 'live',
          title: 'What is not built',
          cell: ({ realTime }) => (realTime ? 'is added when it is asked' : 'is not shown'),
        },
      ]}
    />
  );
}

interface ReplicasProps {
  readonly replicas: System['replicas'];
  readonly isEmbedded: boolean;
}

/** Servers that follow this one. */
export function Replicas({ replicas, isEmbedded }: ReplicasProps) {
  return (
    <DataTable
      label="Replicas"
      rows={replicas}
      rowKey={({ name }) => name}
      empty={<None>{isEmbedded ? 'The embedded database has none.' : 'No server follows this one.'}</None>}
      columns={[
        { id: 'name', title: 'Replica', cell: ({ name }) => name },
        { id: 'state', title: 'State', cell: ({ state, mode }) => `${state}, ${mode}` },
        {
          id: 'seconds',
          title: 'Lag',
          numeric: true,
          cell: ({ lagSeconds }) => formatDuration(lagSeconds === null ? null : lagSeconds * 1000),
        },
        { id: 'bytes', title: 'Not applied', numeric: true, cell: ({ lagBytes }) => formatBytes(lagBytes) },
      ]}
    />
  );
}
