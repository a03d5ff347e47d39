import { addDays, dayAt } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import { StockulaError } from '../../domain/errors.ts';
import { type Interval, isInterval } from '../../domain/interval.ts';
import { isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import { type FetchControl, fetchBars } from './fetch-bars.ts';
import type { Pipeline } from './pipeline.ts';
import type { RunReport } from './run-report.ts';
import { findSetAside, type SetAsideRow } from './set-aside.ts';

interface Retried {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly range: DayRange;
}

/**
 * Fetches the sessions of rows that are set aside again; dividends and splits come with daily bars. Where a sound bar
 * or action comes, it is stored, and the row is set aside no longer; where the same comes again, or nothing, it stays.
 * @throws StockulaError NOT_FOUND for an unknown id, USAGE for a row that no source can be asked about
 */
export async function retrySetAside(
  pipeline: Pipeline,
  ids: readonly string[],
  control: FetchControl,
): Promise<RunReport[]> {
  const rows = await findSetAside(pipeline.database.pool, ids);
  const wanted = rows.map(retriedOf);
  const runs: RunReport[] = [];
  for (const [interval, some] of Map.groupBy(wanted, (one) => one.interval)) {
    const ranges = rangesOf(some);
    runs.push(
      await fetchBars(
        pipeline,
        {
          symbols: [...ranges.keys()],
          interval,
          rangeOf: (symbol) => ranges.get(symbol) ?? { from: dayAt(0), to: dayAt(0) },
          replace: false,
          again: true,
        },
        control,
      ),
    );
  }
  return runs;
}

function retriedOf({ id, kind, original }: SetAsideRow): Retried {
  const { symbol, ts } = original;
  const interval = kind === 'actions' ? '1d' : original['interval'];
  const name = typeof symbol === 'string' ? symbol.toUpperCase() : '';
  const isNamed = kind === 'bars' || original['action'] !== undefined;
  if (
    !isNamed ||
    !isTickerSymbol(name) ||
    typeof interval !== 'string' ||
    !isInterval(interval) ||
    typeof ts !== 'number'
  ) {
    throw new StockulaError('USAGE', {
      expected: 'rows with a symbol, an interval and a time, which a source can be asked about',
      got: `row ${id} without them`,
      remedy: 'Mend the file that it came from and import that again.',
    });
  }
  const day = dayAt(ts / 1000);
  // The date at an exchange is at most a day off that in UTC.
  return { symbol: name, interval, range: { from: addDays(day, -1), to: addDays(day, 2) } };
}

function rangesOf(retried: readonly Retried[]): Map<TickerSymbol, DayRange> {
  const ranges = new Map<TickerSymbol, DayRange>();
  for (const { symbol, range } of retried) {
    const known = ranges.get(symbol) ?? range;
    const from = known.from < range.from ? known.from : range.from;
    const to = known.to > range.to ? known.to : range.to;
    ranges.set(symbol, { from, to });
  }
  return ranges;
}
