import { Alert, Button, Group, Loader, Paper, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { Upload } from '../../api/data.ts';
import { type useUploadActions, useUploadEvents } from '../../api/uploads.ts';
import { DataTable } from '../../components/data-table.tsx';
import { formatCompact, formatNumber } from '../../components/format.ts';
import { When } from '../../components/when.tsx';
import { StateBadge } from './state-badge.tsx';
import { UploadMapping } from './upload-mapping.tsx';

interface UploadCardProps {
  readonly upload: Upload;
  readonly actions: ReturnType<typeof useUploadActions>;
}

/** One file, from its arrival to what became of it. */
export function UploadCard({ upload, actions }: UploadCardProps) {
  useUploadEvents(upload);
  const { id, name, bytes, state, createdAt, problem } = upload;
  const isUnderWay = state === 'looking' || state === 'waiting' || state === 'running';
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Group justify="space-between" mb="xs" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Title order={3} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          <Text size="xs" c="dimmed">
            {formatCompact(bytes)} bytes, <When time={createdAt} />
          </Text>
        </div>
        <Group gap="xs">
          <StateBadge state={state} />
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => actions.remove.mutate(id)}
            aria-label={`${isUnderWay ? 'Stop' : 'Remove'} ${name}`}
          >
            {isUnderWay ? 'Stop' : 'Remove'}
          </Button>
        </Group>
      </Group>
      {isUnderWay && <UnderWay upload={upload} />}
      {problem && (
        <Alert color="red" title="Nothing of it was stored" mb="sm" role="alert">
          Expected {problem.expected}. Got {problem.got}. {problem.remedy}
        </Alert>
      )}
      {(state === 'ready' || (state === 'failed' && upload.preview)) && (
        <UploadMapping key={JSON.stringify(upload.options)} upload={upload} actions={actions} />
      )}
      {upload.result && <Result result={upload.result} />}
    </Paper>
  );
}

function UnderWay({ upload: { state, progress } }: { readonly upload: Upload }) {
  const texts = { looking: 'Its first rows are read.', waiting: 'It waits for its turn.' } as const;
  const text =
    state === 'running'
      ? `${formatNumber(progress?.rows ?? 0)} rows read`
      : (texts[state as keyof typeof texts] ?? '');
  return (
    <Group gap="xs" role="status">
      <Loader size="xs" />
      <Text size="sm" className="figures">
        {text}
      </Text>
    </Group>
  );
}

function Result({ result }: { readonly result: NonNullable<Upload['result']> }) {
  const names = ['written', 'corrected', 'unchanged', 'kept', 'quarantined', 'flagged'] as const;
  return (
    <>
      <DataTable
        label="What became of its rows"
        rows={result.symbols}
        rowKey={({ symbol, interval }) => `${symbol} ${interval}`}
        maxHeight={320}
        columns={[
          { id: 'symbol', title: 'Symbol', cell: ({ symbol }) => symbol },
          { id: 'interval', title: 'Interval', cell: ({ interval }) => interval },
          ...names.map((name) => ({
            id: name,
            title: titles[name],
            numeric: true,
            cell: (line: (typeof result.symbols)[number]) => formatNumber(line[name]),
          })),
        ]}
      />
      {result.quarantinedBy.map(({ reason, sentence, rows }) => (
        <Text key={reason} size="sm" mt="xs">
          {formatNumber(rows)} set aside: this row {sentence}.{' '}
          <Link href={`/data?tab=quarantine&reason=${reason}`}>Look at them</Link>
        </Text>
      ))}
      {result.skipped.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          Left out, since they are no tables: {result.skipped.slice(0, 10).join(', ')}
        </Text>
      )}
    </>
  );
}

const titles = {
  written: 'New',
  corrected: 'Corrected',
  unchanged: 'Unchanged',
  kept: 'Kept',
  quarantined: 'Set aside',
  flagged: 'Flagged',
} as const;
