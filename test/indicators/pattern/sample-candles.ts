import type { BarSeries } from '../../../src/domain/bar.ts';
import { seriesOf } from '../sample-series.ts';

interface WalkOptions {
  readonly seed: number;
  readonly length: number;
  /** Prices are multiples of it. */
  readonly tick: number;
  /** The largest move of a candle, as a share of the price. */
  readonly move: number;
  /** How often a candle does not open where the one before closed. */
  readonly gaps: number;
}

/** A random walk of candles. The coarser the ticks, the more lengths and prices are equal. */
export function candleWalk({ seed, length, tick, move, gaps }: WalkOptions): BarSeries {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const rounded = (price: number) => Math.round(price / tick) * tick;
  const shadow = () => (random() < 0.5 ? random() * move * 0.5 : 0);
  const columns = { open: [] as number[], high: [] as number[], low: [] as number[], close: [] as number[] };
  let price = 100;
  for (let at = 0; at < length; at++) {
    const open = rounded(price * (1 + (random() < gaps ? (random() - 0.5) * move : 0)));
    const close = rounded(open * (1 + (random() - 0.5) * move));
    columns.open.push(open);
    columns.close.push(close);
    columns.high.push(rounded(Math.max(open, close) * (1 + shadow())));
    columns.low.push(rounded(Math.min(open, close) * (1 - shadow())));
    price = close > 200 || close < 50 ? 100 : close;
  }
  const { close, ...others } = columns;
  return seriesOf(close, others);
}

type Candle = readonly [open: number, high: number, low: number, close: number];

/** Twenty middling candles around 100, and then those given. */
export function afterQuietTime(candles: readonly Candle[]): BarSeries {
  const quiet = Array.from({ length: 20 }, (_, at): Candle => {
    const close = at % 2 === 0 ? 101 : 99;
    return [200 - close, 102, 98, close];
  });
  const all = [...quiet, ...candles];
  const column = (index: 0 | 1 | 2 | 3) => all.map((candle) => candle[index]);
  return seriesOf(column(3), { open: column(0), high: column(1), low: column(2) });
}
