import type { BarSeries } from '../../src/domain/bar.ts';
import { isTickerSymbol } from '../../src/domain/nominal.ts';

/** A reproducible random walk of bars a minute apart. */
export function randomBars(length: number): BarSeries {
  const symbol = 'BENCH';
  if (!isTickerSymbol(symbol)) throw new TypeError(symbol);
  const column = () => new Float64Array(length);
  const series = {
    ts: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let state = 20_240_101;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let price = 100;
  for (let index = 0; index < length; index++) {
    const before = price;
    price = Math.max(1, price * (1 + (random() - 0.5) * 0.002));
    series.ts[index] = index * 60_000;
    series.open[index] = before;
    series.high[index] = Math.max(before, price) * (1 + random() * 0.001);
    series.low[index] = Math.min(before, price) * (1 - random() * 0.001);
    series.close[index] = price;
    series.volume[index] = Math.floor(1000 * (0.5 + random()));
  }
  return { symbol, interval: '1m', ...series };
}
