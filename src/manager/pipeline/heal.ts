import { addDays } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import type { Day } from '../../domain/nominal.ts';
import { type FetchControl, fetchBars } from './fetch-bars.ts';
import { type HeldSeries, heldSeries, type SeriesWish } from './held-series.ts';
import type { Pipeline } from './pipeline.ts';
import type { RunReport } from './run-report.ts';

/** What is to be healed; null stands for all. */
export interface HealWish extends SeriesWish {
  readonly from: Day | null;
  /** Included. */
  readonly to: Day | null;
}

/**
 * Fetches what is missing between the first stored bar of each series and today; a run for each interval.
 * @throws StockulaError as heldSeries
 */
export async function heal(pipeline: Pipeline, wish: HealWish, control: FetchControl): Promise<RunReport[]> {
  const held = await heldSeries(pipeline.database.pool, pipeline.now(), wish);
  const runs: RunReport[] = [];
  for (const [interval, series] of Map.groupBy(held, (one) => one.interval)) {
    const ranges = new Map(series.map((one) => [one.symbol, within(one, wish)]));
    runs.push(
      await fetchBars(
        pipeline,
        {
          symbols: [...ranges.keys()],
          interval,
          rangeOf: (symbol) => ranges.get(symbol) ?? nothing,
          replace: false,
          again: false,
        },
        control,
      ),
    );
  }
  return runs;
}

const nothing: DayRange = { from: 0 as Day, to: 0 as Day };

function within({ range }: HeldSeries, { from, to }: HealWish): DayRange {
  return {
    from: from !== null && from > range.from ? from : range.from,
    to: to !== null && to < range.to ? addDays(to, 1) : range.to,
  };
}
