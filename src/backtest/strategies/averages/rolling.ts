import { valueAt, withoutValues } from '../../../indicators/typed-array.ts';

/**
 * A sum to which values are added and from which they are taken again, with what rounding lost kept beside it
 * (Neumaier): after thousands of steps, averages of equal prices are still equal, and do not cross.
 */
class MovingSum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const sum = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#sum = sum;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}

function rolling(
  values: Float64Array,
  period: number,
  result: (sum: number) => number,
  resultOfEqual: (value: number) => number,
): Float64Array {
  const results = withoutValues(values.length);
  const sum = new MovingSum();
  let equal = 0;
  for (let index = 0; index < values.length; index++) {
    const value = valueAt(values, index);
    equal = value === valueAt(values, index - 1) ? equal + 1 : 1;
    sum.add(value);
    if (index >= period) sum.add(-valueAt(values, index - period));
    if (index < period - 1) continue;
    results[index] = equal >= period ? resultOfEqual(value) : result(sum.value);
  }
  return results;
}

/** Mean of the last `period` values at each bar; exactly the value where all of them are equal. */
export function rollingMean(values: Float64Array, period: number): Float64Array {
  return rolling(
    values,
    period,
    (sum) => sum / period,
    (value) => value,
  );
}

/** Sum of the last `period` values at each bar. */
export function rollingSum(values: Float64Array, period: number): Float64Array {
  return rolling(
    values,
    period,
    (sum) => sum,
    (value) => value * period,
  );
}
