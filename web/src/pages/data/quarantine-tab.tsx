import { Alert, Anchor, Button, Checkbox, Group, Select, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import {
  type QuarantinedRow,
  useQuarantine,
  useQuarantineCounts,
  useQuarantineDecision,
} from '../../api/data.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { When } from '../../components/when.tsx';
import { QuarantineRow } from './quarantine-row.tsx';

/** Rows that were set aside: by reason, one by one, and decisions about them. */
export function QuarantineTab() {
  const [origin, setOrigin] = useSearchParam('origin');
  const [reason, setReason] = useSearchParam('reason');
  const [symbol, setSymbol] = useSearchParam('of');
  const [row, setRow] = useSearchParam('row');
  const counts = useQuarantineCounts();
  const { error, data } = counts;
  if (error) return <Failed error={error} onRetry={() => void counts.refetch()} />;
  if (!data) return <Loading what="the quarantine" />;
  if (data.total === 0) {
    return <Empty title="Nothing is set aside">Every row that was delivered could be taken.</Empty>;
  }
  const reasons = data.counts.filter((one) => origin === '' || one.origin === origin);
  return (
    <>
      <Group mb="sm" align="flex-end">
        <Select
          label="Set aside by"
          placeholder="Anybody"
          clearable
          w={160}
          data={[
            { value: 'migration', label: 'a migration' },
            { value: 'pipeline', label: 'the pipeline' },
          ]}
          value={origin || null}
          onChange={setOrigin}
        />
        <Select
          label="Reason"
          placeholder={`All ${data.total.toLocaleString('en-US')} rows`}
          clearable
          searchable
          w={360}
          maw="100%"
          data={[...new Map(reasons.map((one) => [one.reason, one])).values()].map((one) => ({
            value: one.reason,
            label: `${one.reason} (${one.rows.toLocaleString('en-US')})`,
          }))}
          value={reason || null}
          onChange={setReason}
        />
        <SymbolFilter symbol={symbol} onSymbol={setSymbol} />
      </Group>
      {reason !== '' && (
        <Text size="sm" mb="sm">
          This row {data.counts.find((one) => one.reason === reason)?.sentence ?? reason}.
        </Text>
      )}
      <Rows key={`${origin} ${reason} ${symbol}`} filter={{ origin, reason, symbol }} onOpen={setRow} />
      <QuarantineRow id={row} onClose={() => setRow(null)} />
    </>
  );
}

/** Asked for once it is typed, not at each letter. */
function SymbolFilter({ symbol, onSymbol }: { symbol: string; onSymbol: (symbol: string | null) => void }) {
  const [text, setText] = useState(symbol);
  useEffect(() => {
    const timer = setTimeout(() => onSymbol(text.trim().toUpperCase() || null), 300);
    return () => clearTimeout(timer);
  }, [text, onSymbol]);
  return (
    <TextInput
      label="Symbol"
      placeholder="All"
      w={140}
      value={text}
      maxLength={32}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

interface RowsProps {
  readonly filter: { readonly origin: string; readonly reason: string; readonly symbol: string };
  readonly onOpen: (id: string) => void;
}

function Rows({ filter, onOpen }: RowsProps) {
  /** The cursors of the pages before and this one. */
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const { data, error, refetch } = useQuarantine(filter, cursors.at(-1) ?? null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="rows that were set aside" />;
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const here = data.rows.filter(({ id }) => chosen.has(id));
  return (
    <>
      <Decisions ids={here.map(({ id }) => id)} onDone={() => setChosen(new Set())} />
      <DataTable
        label="Rows that were set aside"
        rows={data.rows}
        rowKey={({ id }) => id}
        empty={<Empty title="No row matches">Choose another reason or symbol.</Empty>}
        columns={columns(chosen, choose, onOpen)}
      />
      <Group mt="sm">
        <Button
          size="xs"
          variant="default"
          disabled={cursors.length === 1}
          onClick={() => setCursors(cursors.slice(0, -1))}
        >
          Earlier rows
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={data.next === null}
          onClick={() => setCursors([...cursors, data.next])}
        >
          More rows
        </Button>
      </Group>
    </>
  );
}

const columns = (
  chosen: ReadonlySet<string>,
  choose: (id: string, isChosen: boolean) => void,
  onOpen: (id: string) => void,
) => [
  {
    id: 'symbol',
    title: 'Symbol',
    cell: (row: QuarantinedRow) => (
      <Anchor component="button" type="button" size="sm" onClick={() => onOpen(row.id)}>
        {row.symbol || '(none)'}
      </Anchor>
    ),
  },
  {
    id: 'choose',
    title: 'Choose',
    // Rows of a migration are mended in the older application's file.
    cell: (row: QuarantinedRow) => (
      <Checkbox
        size="xs"
        disabled={row.origin === 'migration'}
        checked={chosen.has(row.id)}
        onChange={(event) => choose(row.id, event.currentTarget.checked)}
        aria-label={`Choose ${row.symbol} ${row.place}`}
      />
    ),
  },
  { id: 'reason', title: 'Reason', cell: (row: QuarantinedRow) => row.sentence },
  { id: 'table', title: 'Table', cell: (row: QuarantinedRow) => row.table },
  { id: 'place', title: 'Place', cell: (row: QuarantinedRow) => row.place },
  { id: 'wrong', title: 'Wrong', cell: (row: QuarantinedRow) => row.offending.join(', ') || 'the row' },
  { id: 'when', title: 'Set aside', cell: (row: QuarantinedRow) => <When time={row.quarantinedAt} /> },
];

function Decisions({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const release = useQuarantineDecision('release');
  const dismiss = useQuarantineDecision('dismiss');
  const error = release.error ?? dismiss.error;
  const isBusy = release.isPending || dismiss.isPending;
  return (
    <>
      <Group mb="xs" gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {ids.length === 0
            ? 'Choose rows of the pipeline to decide about several at once.'
            : `${ids.length} chosen`}
        </Text>
        <Button
          size="compact-sm"
          disabled={ids.length === 0}
          loading={isBusy}
          onClick={() => release.mutate(ids, { onSuccess: onDone })}
        >
          Release
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={ids.length === 0}
          loading={isBusy}
          onClick={() => dismiss.mutate(ids, { onSuccess: onDone })}
        >
          Dismiss
        </Button>
      </Group>
      {error && <Failed error={error} />}
      {release.data !== undefined && ids.length === 0 && (
        <Alert color="blue" mb="xs" role="status">
          {release.data} stored as they are.
        </Alert>
      )}
    </>
  );
}
