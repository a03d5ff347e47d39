import type { BarSeries } from '../../domain/bar.ts';
import { valueAt } from '../../indicators/typed-array.ts';
import type { PreparedStrategy, Trader } from '../strategy.ts';
import { simpleTrueRange } from './averages/simple.ts';
import { numberOf } from './built-in.ts';
import { remembered } from './remember.ts';

/** Whether `a` was below `b` at the bar before and is above it now; touching is no crossing. */
export function crossedAbove(a: Float64Array, b: Float64Array, index: number): boolean {
  return valueAt(a, index - 1) < valueAt(b, index - 1) && valueAt(a, index) > valueAt(b, index);
}

interface Crossing {
  readonly fast: readonly [name: string, values: Float64Array];
  readonly slow: readonly [name: string, values: Float64Array];
  /** Bars before which nothing is decided, beyond those that the averages need. */
  readonly gate?: number;
  readonly stop?: Stop | null;
  /** Whether a crossing buys although something is held, which closes that first. */
  readonly buysAgain?: boolean;
}

/**
 * Buys where the fast line crosses above the slow one, closes (or sells short, as the direction says) where it crosses
 * below, and closes at the stop otherwise.
 */
export function crossing({
  fast,
  slow,
  gate = 0,
  stop = null,
  buysAgain = false,
}: Crossing): PreparedStrategy {
  const [fastName, fastLine] = fast;
  const [slowName, slowLine] = slow;
  return {
    indicators: { [fastName]: fastLine, [slowName]: slowLine, ...stop?.indicators },
    next(trader) {
      const { index } = trader;
      if (index + 1 < gate) return;
      if (crossedAbove(fastLine, slowLine, index)) {
        if (buysAgain || trader.position.size <= 0) goLong(trader);
      } else if (crossedAbove(slowLine, fastLine, index)) leaveLong(trader, buysAgain);
      else if (stop?.isReached(trader)) trader.close();
    },
  };
}

/** Buys; what is held short is closed first, so that its money can be spent, whether orders are exclusive or not. */
export function goLong(trader: Trader): void {
  if (trader.position.size < 0) trader.close();
  trader.buy();
}

/** What a strategy does at the opposite of its signal to buy: closes, or sells short where that is wanted. */
export function leaveLong(trader: Trader, sellsAgain = false): void {
  const isShort = trader.position.size < 0;
  const sells = trader.direction === 'long-short';
  if (!sells || !isShort) trader.close();
  if (sells && (sellsAgain || !isShort)) trader.sell();
}

/** Ends a trade that has lost a multiple of the average true range. */
interface Stop {
  readonly indicators: Readonly<Record<string, Float64Array>>;
  isReached(trader: Trader): boolean;
}

/**
 * The stop of `stopParameters`: reached where close ≤ entry price − atr_multiple · ATR, the entry price being that of
 * the latest trade; for a short one where close ≥ entry price + atr_multiple · ATR. Null where atr_multiple is 0.
 */
export function averageRangeStop(
  { high, low, close }: BarSeries,
  params: Readonly<Record<string, number>>,
): Stop | null {
  const multiple = numberOf(params, 'atr_multiple');
  const bars = numberOf(params, 'atr_period');
  if (multiple === 0) return null;
  const range = remembered(close, 'atr', [bars], () => simpleTrueRange(high, low, close, bars));
  return {
    indicators: { [`ATR ${bars}`]: range },
    isReached: ({ index, trades }) => {
      const trade = trades.at(-1);
      if (trade === undefined) return false;
      const side = Math.sign(trade.size);
      return side * (trade.entryPrice - valueAt(close, index)) >= multiple * valueAt(range, index);
    },
  };
}
