import { addDays, dayAt } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import { StockulaError } from '../../domain/errors.ts';
import { type Interval, isInterval } from '../../domain/interval.ts';
import { isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import { type FetchControl, fetchBars } from './fetch-bars.ts';
import type { Pipeline } from './pipeline.ts';
import type { RunReport } from './run-report.ts';
import { findSetAside, type SetAsideRow } from './set-aside.ts';
import type { Sound } from './store-answers.ts';

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
  const sound: Sound[] = [];
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
        { ...control, onSound: (one) => sound.push(one) },
      ),
    );
  }
  await forget(pipeline, rows.filter(isAmong(sound)));
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

/** Whether what a row says was delivered sound. */
function isAmong(delivered: readonly Sound[]): (row: SetAsideRow) => boolean {
  const keyOf = (symbol: string, kind: unknown, ts: unknown): string =>
    `${symbol} ${String(kind)} ${String(ts)}`;
  const keys = new Set(
    delivered.flatMap(({ symbol, interval, bars, dividends, splits }) => [
      ...bars.map((ts) => keyOf(symbol, interval, ts)),
      ...dividends.map((ts) => keyOf(symbol, 'dividend', ts)),
      ...splits.map((ts) => keyOf(symbol, 'split', ts)),
    ]),
  );
  return ({ kind, original: { symbol, interval, action, ts } }) =>
    keys.has(keyOf(String(symbol).toUpperCase(), kind === 'bars' ? interval : action, ts));
}

/** Unless the same came again, too: such a row is of another run. */
async function forget({ database }: Pipeline, rows: readonly SetAsideRow[]): Promise<void> {
  for (const { source, kind, place, run } of rows) {
    await database.pool.query(
      `DELETE FROM quarantine WHERE source = 'etl:' || $1 AND source_table = $2 AND place = $3 AND etl_run_id = $4`,
      [source, kind, place, run],
    );
  }
}
