import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { atMost } from '../../api/at-most.ts';
import type { LiveState } from '../../api/live-stream.ts';
import { refreshNewestBars } from '../../api/newest-bars.ts';
import { useLive } from '../../api/use-live.ts';

/** What is calculated of all bars, or seldom changes, is asked for less often. */
const restPauseMs = 5_000;
const none: readonly string[] = [];
const rest = ['indicator', 'dividends', 'splits', 'options', 'option snapshots', 'intervals'];

/** Keeps what the page shows up to date while bars and events of its symbols are written. */
export function useLiveSymbol(symbol: string, compare: readonly string[], isKnown: boolean): LiveState {
  const queries = useQueryClient();
  const others = useMemo(
    () =>
      atMost(restPauseMs, () => {
        for (const name of rest) void queries.invalidateQueries({ queryKey: [name, symbol] });
        void queries.invalidateQueries({ queryKey: ['bars of many'] });
      }),
    [queries, symbol],
  );
  const newest = useMemo(
    () =>
      atMost(1_000, async () => {
        void queries.invalidateQueries({ queryKey: ['instrument', symbol] });
        // What fails here fails for the questions of the page as well, which say so.
        const isDone = await refreshNewestBars(queries, symbol).catch(() => true);
        if (!isDone) newest.run();
      }),
    [queries, symbol],
  );
  useEffect(
    () => () => {
      newest.stop();
      others.stop();
    },
    [newest, others],
  );
  const onChange = useCallback(
    (changed: ReadonlySet<string>) => {
      if (changed.has(symbol)) newest.run();
      others.run();
    },
    [symbol, newest, others],
  );
  return useLive(isKnown ? [symbol, ...compare] : none, onChange);
}
