import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { components } from '../../../src/contract/client/routes.ts';
import { atMost } from './at-most.ts';
import { answerOf, client } from './client.ts';
import type { LiveState } from './live-stream.ts';
import { useLive } from './use-live.ts';

type Quotes = Pick<components['schemas']['Quotes'], 'instruments'>;

/** What is made of many symbols is asked for less often. */
const restPauseMs = 10_000;

/** Keeps lists of quotes up to date: only what changed is asked for again, whichever list it is in. */
export function useLiveQuotes(symbols: readonly string[]): LiveState {
  const queries = useQueryClient();
  const changedSince = useRef(new Set<string>());
  const rest = useMemo(
    () =>
      atMost(restPauseMs, () => {
        for (const symbol of changedSince.current)
          void queries.invalidateQueries({ queryKey: ['bars', 'recent', symbol] });
        changedSince.current.clear();
        for (const name of ['movers', 'freshness']) void queries.invalidateQueries({ queryKey: [name] });
      }),
    [queries],
  );
  useEffect(() => rest.stop, [rest]);
  const onChange = useCallback(
    (changed: ReadonlySet<string>) => {
      for (const symbol of changed) changedSince.current.add(symbol);
      rest.run();
      void refreshQuotes(queries, [...changed]);
    },
    [queries, rest],
  );
  return useLive(symbols, onChange);
}

async function refreshQuotes(queries: QueryClient, changed: readonly string[]): Promise<void> {
  const lists = [['watchlist-quotes'], ['instruments', 'first']];
  try {
    const query = { symbols: changed.join() };
    const { instruments } = await answerOf(client.GET('/api/v1/quotes', { params: { query } }));
    for (const queryKey of lists)
      queries.setQueriesData<Quotes>({ queryKey }, (known) => known && withQuotes(known, instruments));
  } catch {
    // The lists ask for themselves then, and say what is wrong.
    for (const queryKey of lists) void queries.invalidateQueries({ queryKey });
  }
}

/** The first quote of a symbol comes behind the others: who shows them has an order of their own. */
function withQuotes<Known extends Quotes>(known: Known, fresh: Quotes['instruments']): Known {
  const bySymbol = new Map(known.instruments.map((quote) => [quote.symbol, quote]));
  for (const quote of fresh) bySymbol.set(quote.symbol, quote);
  return { ...known, instruments: [...bySymbol.values()] };
}
