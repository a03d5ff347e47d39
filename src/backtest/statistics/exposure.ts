import { priceAt } from '../price-at.ts';
import type { Trade } from '../trade.ts';

/**
 * Percent of the window's bars, first to last, that trades were open on, the bars of entry and exit included.
 * @param last bar up to which trades count that are still open
 */
export function exposurePercent(trades: readonly Trade[], first: number, last: number): number {
  const length = last - first + 1;
  const changes = new Float64Array(length + 1);
  for (const { entryBar, exitBar } of trades) {
    const [from, to] = [entryBar - first, (exitBar ?? last) - first + 1];
    changes[from] = priceAt(changes, from) + 1;
    changes[to] = priceAt(changes, to) - 1;
  }
  let [open, bars] = [0, 0];
  for (let index = 0; index < length; index++) {
    open += priceAt(changes, index);
    if (open > 0) bars++;
  }
  return (bars / length) * 100;
}
