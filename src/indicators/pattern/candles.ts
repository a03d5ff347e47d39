import type { Columns } from '../definition.ts';

/** Sums of ranges that candles are measured with, by how many candles back they are read. */
export interface Measures {
  /** Of the five candles before. */
  readonly five: readonly (Float64Array | undefined)[];
  /** Of the ten candles before. */
  readonly ten: readonly (Float64Array | undefined)[];
}

/**
 * The candles that may make a pattern, counted back from the last one at 0. Mirrored, it shows the series upside
 * down, so that a pattern is written down for one direction only; negation is exact, and so is the comparison.
 */
export class Candles {
  /** Where the last candle stands. */
  at = 0;
  readonly #sign: 1 | -1;
  readonly #open: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #close: Float64Array;
  readonly #measures: Measures;

  constructor({ open, high, low, close }: Columns, measures: Measures, sign: 1 | -1) {
    this.#sign = sign;
    this.#open = open;
    this.#high = sign === 1 ? high : low;
    this.#low = sign === 1 ? low : high;
    this.#close = close;
    this.#measures = measures;
  }

  open(back: number): number {
    return this.#sign * (this.#open[this.at - back] as number);
  }

  high(back: number): number {
    return this.#sign * (this.#high[this.at - back] as number);
  }

  low(back: number): number {
    return this.#sign * (this.#low[this.at - back] as number);
  }

  close(back: number): number {
    return this.#sign * (this.#close[this.at - back] as number);
  }

  /** The upper end of the body. */
  top(back: number): number {
    return Math.max(this.open(back), this.close(back));
  }

  /** The lower end of the body. */
  bottom(back: number): number {
    return Math.min(this.open(back), this.close(back));
  }

  /** The length of the body. */
  body(back: number): number {
    return Math.abs(this.close(back) - this.open(back));
  }

  /** What counts as near: a fifth of the mean range of the five candles before. */
  near(back: number): number {
    return 0.2 * this.#meanRange(back);
  }

  /** What counts as far: three fifths of that range. */
  far(back: number): number {
    return 0.6 * this.#meanRange(back);
  }

  /** How far equal prices may lie apart: a twentieth of that range. */
  slack(back: number): number {
    return 0.05 * this.#meanRange(back);
  }

  /** Whether two prices are about equal, measured at a candle. */
  equal(price: number, other: number, back: number): boolean {
    const slack = this.slack(back);
    return price <= other + slack && price >= other - slack;
  }

  /** The longest body of a doji: a tenth of the mean range of the ten candles before. */
  dojiBody(back: number): number {
    return 0.1 * (sumAt(this.#measures.ten[back], this.at - back) / 10);
  }

  #meanRange(back: number): number {
    return sumAt(this.#measures.five[back], this.at - back) / 5;
  }
}

function sumAt(sums: Float64Array | undefined, at: number): number {
  if (sums === undefined) throw new TypeError('A pattern has to name the candles it measures with');
  return sums[at] as number;
}
