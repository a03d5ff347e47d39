import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Bars } from '../../../src/contract/bars.ts';
import { askBars } from './bars.ts';

type Pages = InfiniteData<Bars, string | null>;

/** Enough for what is written between two questions, and to see whether bars before them were changed. */
const asked = 10;

/**
 * Brings the newest bars into what is already loaded of a symbol, without asking for the rest again: that is done only
 * where the rest has changed too, as it does after a split.
 * @returns whether that could be done now; not while other pages are being loaded
 */
export async function refreshNewestBars(queries: QueryClient, symbol: string): Promise<boolean> {
  let isDone = true;
  for (const { queryKey, state } of queries
    .getQueryCache()
    .findAll({ queryKey: ['bars', symbol], type: 'active' })) {
    if (state.fetchStatus !== 'idle') {
      isDone = false;
      continue;
    }
    const [, , interval, adjust] = queryKey as string[];
    const question = { symbol, interval: interval ?? '', adjust: adjust ?? '' };
    const newest = await askBars(question, { limit: asked });
    const known = queries.getQueryData<Pages>(queryKey);
    const [first, ...older] = known?.pages ?? [];
    const merged = first ? withNewest(first, newest) : null;
    if (known && merged) queries.setQueryData<Pages>(queryKey, { ...known, pages: [merged, ...older] });
    else void queries.invalidateQueries({ queryKey });
  }
  return isDone;
}

/** A page of the newest bars, newest first, with what has come since; null where that does not follow on it. */
function withNewest(page: Bars, newest: Bars): Bars | null {
  const more = newest.columns.time.indexOf(page.columns.time[0] ?? Number.NaN);
  if (more < 0) return null;
  const names = Object.keys(page.columns) as (keyof Bars['columns'])[];
  const isSameBefore = names.every((name) =>
    newest.columns[name].slice(more + 1).every((value, at) => value === page.columns[name][at + 1]),
  );
  if (!isSameBefore || page.bases.join() !== newest.bases.join()) return null;
  const columns = Object.fromEntries(
    names.map((name) => [name, [...newest.columns[name].slice(0, more + 1), ...page.columns[name].slice(1)]]),
  ) as Bars['columns'];
  return { ...page, columns, stale: newest.stale };
}
