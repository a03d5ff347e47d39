import type { BarSeries } from '../domain/bar.ts';
import { StockulaError } from '../domain/errors.ts';
import { completeBars } from './complete-bars.ts';
import { priceAt } from './price-at.ts';
import type { BacktestResult } from './result.ts';
import { runBacktest } from './run.ts';
import type { BacktestSettings } from './settings.ts';
import { timeText } from './statistics/calendar.ts';
import type { StrategyDefinition } from './strategy.ts';

/** How many of its decisions are looked at. */
const tries = 6;

/**
 * Runs a strategy again up to some of its deals without what came after them, and compares what it did until then: one
 * that knows nothing of the future does the same. The bar after a deal, at which an order at the close is carried out,
 * is replaced by one at which nothing happens. Costs a few runs.
 * @param result of the run over all bars
 * @returns a sentence where the decisions differ; null where they do not, or where it did nothing
 */
export function lookAheadNote(
  given: BarSeries,
  strategy: StrategyDefinition,
  params: Readonly<Record<string, number>>,
  settings: BacktestSettings,
  result: BacktestResult,
): string | null {
  const { bars } = completeBars(given);
  // Filled at the close, a deal has the bar at which it was decided.
  const rules = { ...settings, fill: 'close', finalizeTrades: false } as const;
  const isAlike = settings.fill === 'close' && !settings.finalizeTrades;
  const whole = isAlike ? result : runBacktest(bars, strategy, params, rules);
  const decided = [...new Set(deals(whole, bars.ts.length - 2).values())].sort((a, b) => a - b);
  const count = Math.min(tries, decided.length);
  for (let each = 1; each <= count; each++) {
    const bar = decided[Math.ceil((each * decided.length) / count) - 1] ?? 0;
    const at = firstDifference(whole, runOn(upTo(bars, bar), strategy, params, rules), bar);
    if (at === null) continue;
    const day = (index: number) => timeText(bars.ts[index] ?? 0, bars.interval);
    return (
      `Do not trust these figures: without the bars after ${day(bar)} it trades otherwise at ${day(at)}. ` +
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

/** The bars up to one, and the next with all its prices at the close of that one. */
function upTo({ ts, open, high, low, close, volume, ...rest }: BarSeries, bar: number): BarSeries {
  const cut = (values: Float64Array) => values.slice(0, bar + 2);
  const priced = (values: Float64Array) => cut(values).fill(priceAt(close, bar), bar + 1);
  return {
    ...rest,
    ts: cut(ts),
    open: priced(open),
    high: priced(high),
    low: priced(low),
    close: priced(close),
    volume: cut(volume).fill(0, bar + 1),
  };
}

/** The first bar, up to `last`, at which the runs do not buy or sell alike; null where they do. */
function firstDifference(whole: BacktestResult, part: BacktestResult | null, last: number): number | null {
  if (part === null) return null;
  const [one, other] = [deals(whole, last), deals(part, last)];
  const apart = [...one, ...other].filter(([key]) => one.has(key) !== other.has(key));
  return apart.length === 0 ? null : Math.min(...apart.map(([, bar]) => bar));
}

/** Bars, up to the last one, at which something was bought or sold, by direction, place and price. */
function deals({ trades, openTrades }: BacktestResult, last: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const { size, entryBar, entryPrice, exitBar, exitPrice } of [...trades, ...openTrades]) {
    if (entryBar <= last) found.set(`in ${Math.sign(size)} ${entryBar} ${entryPrice}`, entryBar);
    if (exitBar !== null && exitBar <= last) found.set(`out ${entryBar} ${exitBar} ${exitPrice}`, exitBar);
  }
  return found;
}
