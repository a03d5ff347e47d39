import { Button, Group, Paper, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChangeWatchlist, useDeleteWatchlist, type Watchlist } from '../../api/watchlists.ts';
import { Empty, Failed } from '../../components/states.tsx';
import { SymbolField } from '../../components/symbol-field.tsx';
import { SymbolOrder } from './symbol-order.tsx';

interface WatchlistEditorProps {
  readonly list: Watchlist;
  readonly onDeleted: () => void;
}

/** Name and symbols of a list: each change is kept at once. */
export function WatchlistEditor({ list, onDeleted }: WatchlistEditorProps) {
  const change = useChangeWatchlist();
  const { id, name, symbols } = list;
  const keep = (next: readonly string[]): void => change.mutate({ id, name, symbols: [...next] });
  const [problem, setProblem] = useState<string | null>(null);
  const add = (symbol: string): void => {
    const isThere = symbols.includes(symbol);
    setProblem(isThere ? `${symbol} is in the list already` : null);
    if (!isThere) keep([...symbols, symbol]);
  };
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Name key={id} name={name} onRename={(next) => change.mutate({ id, name: next, symbols })} />
        <SymbolField
          label="Add a symbol"
          placeholder="Add a symbol or company"
          onChoose={add}
          error={problem}
        />
        {change.error && <Failed error={change.error} />}
        {symbols.length === 0 ? (
          <Empty title="No symbols yet">Type one above, and press Enter.</Empty>
        ) : (
          <SymbolOrder symbols={symbols} onChange={keep} />
        )}
        <Deletion list={list} onDeleted={onDeleted} />
      </Stack>
    </Paper>
  );
}

/** Kept when the field is left, or Enter is pressed. */
function Name({ name, onRename }: { readonly name: string; readonly onRename: (name: string) => void }) {
  const [text, setText] = useState(name);
  const keep = (): void => {
    const next = text.trim();
    if (next === '') setText(name);
    else if (next !== name) onRename(next);
  };
  return (
    <TextInput
      size="xs"
      label="Name"
      value={text}
      maxLength={60}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={keep}
      onKeyDown={({ key }) => key === 'Enter' && keep()}
    />
  );
}

function Deletion({ list, onDeleted }: WatchlistEditorProps) {
  const [isAsked, setAsked] = useState(false);
  const { mutate, isPending, error } = useDeleteWatchlist();
  if (!isAsked) {
    return (
      <Group justify="flex-end">
        <Button size="xs" variant="subtle" color="red" onClick={() => setAsked(true)}>
          Delete this list
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="xs">
      {error && <Failed error={error} />}
      <Group justify="flex-end" gap="xs">
        <Button size="xs" variant="default" onClick={() => setAsked(false)}>
          Keep it
        </Button>
        <Button
          size="xs"
          color="red"
          loading={isPending}
          onClick={() => mutate(list.id, { onSuccess: onDeleted })}
        >
          Delete “{list.name}” for good
        </Button>
      </Group>
    </Stack>
  );
}
