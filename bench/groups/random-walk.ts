import type { BarSeries } from '../../src/domain/bar.ts';
import { isTickerSymbol } from '../../src/domain/nominal.ts';

const dayMs = 86_400_000;

/** Daily bars of a random walk, the same each time. */
export function walkOf(length: number): BarSeries {
  const symbol = 'WALK';
  if (!isTickerSymbol(symbol)) throw new TypeError('no symbol');
  let state = 20_240_101;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const column = () => new Float64Array(length);
  const [ts, open, high, low, close, volume] = [column(), column(), column(), column(), column(), column()];
  let price = 100;
  for (let index = 0; index < length; index++) {
    open[index] = price;
    price = Math.max(1, price * (1.0002 + (random() - 0.5) * 0.03));
    ts[index] = index * dayMs;
    close[index] = price;
    high[index] = Math.max(open[index] ?? 0, price) * (1 + random() * 0.01);
    low[index] = Math.min(open[index] ?? 0, price) * (1 - random() * 0.01);
    volume[index] = Math.floor(1e6 * (0.5 + random()));
  }
  return { symbol, interval: '1d', ts, open, high, low, close, volume };
}
