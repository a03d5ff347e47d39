import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useInstruments } from '../../api/instruments.ts';
import { useLiveQuotes } from '../../api/live-quotes.ts';
import type { LiveState } from '../../api/live-stream.ts';
import { useWatchlistQuotes, useWatchlists, type Watchlist } from '../../api/watchlists.ts';
import { LiveMark } from '../../components/live-mark.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';
import { NewWatchlist } from './new-watchlist.tsx';
import { Panel } from './panel.tsx';
import { QuoteTable } from './quote-table.tsx';
import { rowsOf } from './rows-of.ts';
import { WatchlistEditor } from './watchlist-editor.tsx';

/** Everything that is stored, beside the lists of the user. */
const everything = 'all';
const mostShown = 50;

/** The list that is chosen, by default the first one of the user's, with its quotes. */
export function WatchlistPanel() {
  const [chosen, choose] = useSearchParam('list');
  const [isEditing, setEditing] = useState(false);
  const { data: lists, error, refetch } = useWatchlists();
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!lists) return <Loading what="the watchlists" />;
  const list = chosen === everything ? null : (lists.find(({ id }) => id === chosen) ?? lists[0] ?? null);
  const actions = (
    <Group gap="xs">
      <NativeSelect
        size="xs"
        aria-label="Watchlist"
        value={list?.id ?? everything}
        onChange={({ currentTarget }) => {
          setEditing(false);
          choose(currentTarget.value);
        }}
        data={[
          ...lists.map(({ id, name }) => ({ value: id, label: name })),
          { value: everything, label: 'All instruments' },
        ]}
      />
      {list && (
        <Button size="xs" variant="default" aria-expanded={isEditing} onClick={() => setEditing(!isEditing)}>
          {isEditing ? 'Done' : 'Edit'}
        </Button>
      )}
      <NewWatchlist
        onCreate={(made) => {
          choose(made.id);
          setEditing(true);
        }}
      />
    </Group>
  );
  return (
    <Panel title={list?.name ?? 'All instruments'} actions={actions}>
      {list === null && <AllQuotes />}
      {list !== null && isEditing && <WatchlistEditor list={list} onDeleted={() => choose(null)} />}
      {list !== null && !isEditing && <ListQuotes list={list} />}
    </Panel>
  );
}

function AllQuotes() {
  const { data, error, refetch } = useInstruments(mostShown, true);
  const live = useLiveQuotes(data?.instruments.map(({ symbol }) => symbol) ?? []);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the instruments" />;
  return (
    <>
      <QuoteTable
        label="All instruments"
        quotes={data.instruments}
        empty={<Empty title="Nothing is stored yet">Fetch, import or migrate data first.</Empty>}
      />
      <LiveLine state={live} />
    </>
  );
}

function ListQuotes({ list }: { readonly list: Watchlist }) {
  const { data, error, refetch } = useWatchlistQuotes(list);
  const live = useLiveQuotes(list.symbols);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the quotes" />;
  return (
    <>
      <QuoteTable
        label={list.name}
        quotes={rowsOf(list.symbols, data.instruments)}
        empty={<Empty title="This list is empty">Add symbols with “Edit”.</Empty>}
      />
      <LiveLine state={live} />
    </>
  );
}

function LiveLine({ state }: { readonly state: LiveState }) {
  return (
    <Text size="xs" mt={4}>
      <LiveMark state={state} />
    </Text>
  );
}
