import type { BarSeries } from '../domain/bar.ts';
import { StockulaError } from '../domain/errors.ts';
import { completeBars } from './complete-bars.ts';
import type { BacktestResult } from './result.ts';
import { runBacktest } from './run.ts';
import type { BacktestSettings } from './settings.ts';
import { timeText } from './statistics/calendar.ts';
import type { StrategyDefinition } from './strategy.ts';

/** Parts of the window after which the later bars are left out. */
const parts = [0.4, 0.75];
const leastBars = 50;

/**
 * Runs a strategy again without the later bars, and compares what it did until then: one that knows nothing of the
 * future does the same. Costs a little more than the run itself.
 * @param result of the run over all bars
 * @returns a sentence where the decisions differ; null where they do not, or where there are too few bars to tell
 */
export function lookAheadNote(
  given: BarSeries,
  strategy: StrategyDefinition,
  params: Readonly<Record<string, number>>,
  settings: BacktestSettings,
  result: BacktestResult,
): string | null {
  const { bars } = completeBars(given);
  const length = result.equity.ts.length;
  const first = bars.ts.indexOf(result.equity.ts[0] ?? Number.NaN);
  if (length < leastBars) return null;
  for (const part of parts) {
    const end = first + Math.floor(length * part);
    const at = firstDifference(result, runOn(beginning(bars, end), strategy, params, settings), end - 1);
    if (at === null) continue;
    const day = (bar: number) => timeText(bars.ts[bar] ?? 0, bars.interval);
    return (
      `Do not trust these figures: with the bars up to ${day(end - 1)} alone it trades otherwise at ${day(at)}. ` +
      'The strategy looks ahead, or it depends on chance or on the clock.'
    );
  }
  return null;
}

function runOn(
  bars: BarSeries,
  strategy: StrategyDefinition,
  params: Readonly<Record<string, number>>,
  settings: BacktestSettings,
): BacktestResult | null {
  try {
    return runBacktest(bars, strategy, params, settings);
  } catch (error) {
    // It may ask for more bars than these.
    if (error instanceof StockulaError) return null;
    throw error;
  }
}

function beginning({ ts, open, high, low, close, volume, ...rest }: BarSeries, end: number): BarSeries {
  const cut = (values: Float64Array) => values.slice(0, end);
  return {
    ...rest,
    ts: cut(ts),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: cut(volume),
  };
}

/** The first bar before `last` at which the runs do not buy or sell alike; null where they do. */
function firstDifference(whole: BacktestResult, part: BacktestResult | null, last: number): number | null {
  if (part === null) return null;
  const [one, other] = [whole, part].map((run) => deals(run, last));
  const apart = [...(one ?? []), ...(other ?? [])].filter(([key]) => one?.has(key) !== other?.has(key));
  return apart.length === 0 ? null : Math.min(...apart.map(([, bar]) => bar));
}

/** Bars at which something was bought or sold before the last one, by direction, place and price. */
function deals({ trades, openTrades }: BacktestResult, last: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const { size, entryBar, entryPrice, exitBar, exitPrice } of [...trades, ...openTrades]) {
    if (entryBar < last) found.set(`in ${Math.sign(size)} ${entryBar} ${entryPrice}`, entryBar);
    if (exitBar !== null && exitBar < last) found.set(`out ${entryBar} ${exitBar} ${exitPrice}`, exitBar);
  }
  return found;
}
