import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { CoverageLine } from '../../domain/coverage-line.ts';
import { addDays } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { coverageLine } from '../../etl/coverage/line.ts';
import { readCoverage } from '../../etl/coverage/read-coverage.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import { inTransaction } from '../../storage/timescale/transaction.ts';
import type { HealWish } from './heal.ts';
import { type HeldSeries, heldSeries } from './held-series.ts';
import { readInstruments } from './instruments.ts';

/**
 * The coverage of what is stored, a line for each symbol and interval, all of the same range: from the first bar of
 * any to tomorrow, or as wished. Where no beginning is wished, a series expects nothing before its own first bar.
 * @throws StockulaError as heldSeries
 */
export async function coverageLines(pool: pg.Pool, wish: HealWish): Promise<CoverageLine[]> {
  return coverageOf(pool, await heldSeries(pool, Date.now() as EpochMs, wish), wish);
}

/** After so long, other work of the process gets its turn. */
const turnMs = 10;

/** As `coverageLines`, of series that are known to have bars. */
export async function coverageOf(
  pool: pg.Pool,
  held: readonly HeldSeries[],
  wish: Pick<HealWish, 'from' | 'to'>,
): Promise<CoverageLine[]> {
  const now = Date.now() as EpochMs;
  const [first] = held;
  if (!first) return [];
  const range = pictureRange(held, wish, first.range);
  const firstOf = new Map(held.map((one) => [keyOf(one), one.range.from]));
  const byKey = new Map<string, CoverageLine>();
  for (const [interval, series] of Map.groupBy(held, (one) => one.interval)) {
    const { instruments, coverage } = await inTransaction(pool, async (client) => {
      const instruments = await readInstruments(
        client,
        series.map(({ symbol }) => symbol),
      );
      return { instruments, coverage: await readCoverage(coverageLedger(client), instruments, interval) };
    });
    let turn = performance.now();
    for (const { symbol, calendar } of instruments) {
      if (performance.now() - turn > turnMs) {
        await setImmediate();
        turn = performance.now();
      }
      const known = coverage.get(symbol);
      if (!known) continue;
      const key = keyOf({ symbol, interval });
      const from = wish.from ?? firstOf.get(key) ?? range.from;
      const wanted = { from: from < range.to ? from : range.to, to: range.to };
      const line = coverageLine(symbol, { calendar, interval, wanted, coverage: known, now });
      byKey.set(key, { ...line, range });
    }
  }
  return held.map((one) => byKey.get(keyOf(one))).filter((line) => line !== undefined);
}

const keyOf = ({ symbol, interval }: Pick<HeldSeries, 'symbol' | 'interval'>): string =>
  `${symbol} ${interval}`;

function pictureRange(
  held: readonly HeldSeries[],
  { from, to }: Pick<HealWish, 'from' | 'to'>,
  one: DayRange,
): DayRange {
  const first = held.reduce((least, { range }) => (range.from < least ? range.from : least), one.from);
  return { from: from ?? first, to: to === null ? one.to : addDays(to, 1) };
}
