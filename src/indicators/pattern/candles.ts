import type { Columns } from '../definition.ts';
import { valueAt } from '../typed-array.ts';
import { maskOf, type Trait } from './traits.ts';

/** Lines that candles are measured with, by how many candles back they are read. */
export interface Measures {
  readonly beside: Float64Array;
  /** Traits beside means; the line above where a pattern asks for none. */
  readonly relative: readonly Float64Array[];
  /** Sums of the ranges of five candles. */
  readonly five: readonly (Float64Array | undefined)[];
  /** Sums of the ranges of ten candles. */
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
    return this.#sign * valueAt(this.#open, this.at - back);
  }

  high(back: number): number {
    return this.#sign * valueAt(this.#high, this.at - back);
  }

  low(back: number): number {
    return this.#sign * valueAt(this.#low, this.at - back);
  }

  close(back: number): number {
    return this.#sign * valueAt(this.#close, this.at - back);
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

  /** Whether the candle has a trait; for use upright only. */
  is(back: number, trait: Trait): boolean {
    const { mask, wanted } = maskOf([trait]);
    return (traitsAt(this.#measures, back, this.at) & mask) === wanted;
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
    return 0.1 * (valueAt(this.#measures.ten[back] ?? nothing, this.at - back) / 10);
  }

  #meanRange(back: number): number {
    return valueAt(this.#measures.five[back] ?? nothing, this.at - back) / 5;
  }
}

/** All traits of a candle that have been asked for. */
export function traitsAt({ beside, relative }: Measures, back: number, at: number): number {
  return valueAt(beside, at - back) | valueAt(relative[back] ?? nothing, at - back);
}

const nothing = new Float64Array(0);
