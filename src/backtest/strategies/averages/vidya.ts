import { valueAt } from '../../../indicators/typed-array.ts';
import { smoothed } from './efficiency.ts';
import { rollingSum } from './rolling.ts';

/**
 * VIDYA: an exponential average whose factor 2/(s + 1) is multiplied by |CMO|/100, seeded with the simple mean of the
 * first `smoothingPeriod` values. CMO is Chande's momentum oscillator over `cmoPeriod` bars; the change into the very
 * first bar counts as none. Chande, Stocks & Commodities (March 1992), with the CMO of 1995.
 */
export function vidya(values: Float64Array, cmoPeriod: number, smoothingPeriod: number): Float64Array {
  const factor = 2 / (smoothingPeriod + 1);
  const momentum = absoluteMomentum(values, cmoPeriod);
  return smoothed(values, smoothingPeriod, (index) => factor * valueAt(momentum, index));
}

/** |CMO| as a fraction: |gains − losses| / (gains + losses) over the period, 0 where nothing moved. */
function absoluteMomentum(values: Float64Array, period: number): Float64Array {
  const change = (index: number) => (index === 0 ? 0 : valueAt(values, index) - valueAt(values, index - 1));
  const gains = rollingSum(
    values.map((_, index) => Math.max(change(index), 0)),
    period,
  );
  const losses = rollingSum(
    values.map((_, index) => Math.max(-change(index), 0)),
    period,
  );
  return gains.map((gain, index) => {
    const loss = valueAt(losses, index);
    return gain + loss === 0 ? 0 : Math.abs(gain - loss) / (gain + loss);
  });
}
