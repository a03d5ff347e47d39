import type { Columns } from '../definition.ts';
import type { Span } from '../recipe.ts';
import { isZero } from '../typed-array.ts';

/** Wilder's sums of directional movement and true range, from the second bar of a run on. */
export interface DirectionalState {
  plus: number;
  minus: number;
  range: number;
  /** The last directional index. */
  index: number;
}

type Prices = Pick<Columns, 'high' | 'low' | 'close'>;

export function beginDirectional(): DirectionalState {
  return { plus: 0, minus: 0, range: 0, index: 0 };
}

/**
 * Wilder's sum of the movement on one side: the part of a bar beyond the previous one on that side, if it is larger
 * than the part on the other side. Sum − sum / period + movement; the first `period` bars (that is one movement
 * less) are only added up.
 * Source: Wilder, New Concepts in Technical Trading Systems (1978). The sums are multiplied by 1 / period where
 * TA-Lib divides, which costs a bit of the last digit and saves the processor's slowest step.
 */
export function advanceMovement(
  state: { sum: number },
  { high, low }: Pick<Columns, 'high' | 'low'>,
  side: 'plus' | 'minus',
  period: number,
  output: Float64Array,
  span: Span,
): void {
  const sign = side === 'plus' ? 1 : -1;
  const [lead, lag] = side === 'plus' ? [high, low] : [low, high];
  const share = 1 / period;
  let sum = state.sum;
  for (let index = Math.max(span.from, 1); index < span.to; index++) {
    const own = sign * ((lead[index] as number) - (lead[index - 1] as number));
    const other = sign * ((lag[index - 1] as number) - (lag[index] as number));
    if (index >= period) sum -= sum * share;
    if (own > other) sum += positive(own);
    if (index >= period - 1) output[index] = sum;
  }
  state.sum = sum;
}

/** Wilder's sum of true ranges, as `advanceMovement` forms it, from the second bar on. */
export function advanceRangeSum(
  state: { sum: number },
  { high, low, close }: Prices,
  period: number,
  output: Float64Array,
  span: Span,
): void {
  const share = 1 / period;
  let sum = state.sum;
  for (let index = Math.max(span.from, 1); index < span.to; index++) {
    if (index >= period) sum -= sum * share;
    sum += reach(high[index] as number, low[index] as number, close[index - 1] as number);
    output[index] = sum;
  }
  state.sum = sum;
}

/**
 * DX = 100 · |+DI − −DI| / (+DI + −DI) from bar `period` on. Where nothing moved: NaN for `unmoved` 'none', the
 * previous value (0 at first) for 'previous'.
 */
export function advanceDirectionalIndex(
  state: DirectionalState,
  { high, low, close }: Prices,
  period: number,
  output: Float64Array,
  span: Span,
  unmoved: 'none' | 'previous',
): void {
  const share = 1 / period;
  let { plus, minus, range, index: last } = state;
  for (let index = Math.max(span.from, 1); index < span.to; index++) {
    const top = high[index] as number;
    const bottom = low[index] as number;
    const up = top - (high[index - 1] as number);
    const down = (low[index - 1] as number) - bottom;
    if (index >= period) {
      plus -= plus * share;
      minus -= minus * share;
      range -= range * share;
    }
    if (up > down) plus += positive(up);
    else if (down > up) minus += positive(down);
    range += reach(top, bottom, close[index - 1] as number);
    if (index < period) continue;
    const known = spread(plus, minus, range);
    if (!Number.isNaN(known)) last = known;
    output[index] = unmoved === 'none' ? known : last;
  }
  state.plus = plus;
  state.minus = minus;
  state.range = range;
  state.index = last;
}

/** The number if it is positive, else 0: without a branch that no processor could predict. */
function positive(value: number): number {
  return 0.5 * (value + Math.abs(value));
}

/** The true range. Branches are cheaper here than Math.max: a previous close beyond the bar is rare. */
function reach(top: number, bottom: number, previous: number): number {
  let range = top - bottom;
  const above = Math.abs(top - previous);
  const below = Math.abs(bottom - previous);
  if (above > range) range = above;
  if (below > range) range = below;
  return range;
}

/** 100 · |+DI − −DI| / (+DI + −DI); NaN where nothing moved. */
function spread(plusSum: number, minusSum: number, rangeSum: number): number {
  if (isZero(rangeSum)) return Number.NaN;
  const plus = 100 * (plusSum / rangeSum);
  const minus = 100 * (minusSum / rangeSum);
  const sum = plus + minus;
  return isZero(sum) ? Number.NaN : 100 * (Math.abs(minus - plus) / sum);
}
