import { valueAt } from '../../../indicators/typed-array.ts';
import { rollingMean } from './rolling.ts';

/**
 * RSI of simple means of gains and losses, as the older application takes it; the change into the very first bar
 * counts as none, so the first value stands at bar `period − 1`. 100 without losses; none where nothing moved.
 * (TA-Lib's RSI smooths as Wilder does.)
 */
export function simpleRsi(values: Float64Array, period: number): Float64Array {
  const change = (index: number) => (index === 0 ? 0 : valueAt(values, index) - valueAt(values, index - 1));
  const gains = rollingMean(
    values.map((_, index) => Math.max(change(index), 0)),
    period,
  );
  const losses = rollingMean(
    values.map((_, index) => Math.max(-change(index), 0)),
    period,
  );
  return gains.map((gain, index) => 100 - 100 / (1 + gain / valueAt(losses, index)));
}
