import type { SeriesReach } from '../../domain/freshness.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { readBars } from './bars.ts';
import type { LegacyView } from './legacy-view.ts';
import { readInstruments, readIntervals } from './symbols.ts';

/** How far bars reach. Nobody keeps account of what else a file is known not to have. */
export function readSeriesReaches(view: LegacyView): SeriesReach[] {
  return readInstruments(view).flatMap(({ symbol, exchange }) =>
    readIntervals(view, symbol).flatMap((interval): SeriesReach[] => {
      const last = readBars(view, symbol, interval, { latest: 1 }).series.ts.at(-1);
      return last === undefined ? [] : [{ symbol, exchange, interval, last: last as EpochMs, knownTo: null }];
    }),
  );
}
