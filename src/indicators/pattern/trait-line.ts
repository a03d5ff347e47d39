import type { Span } from '../blocks.ts';
import type { Columns } from '../definition.ts';
import type { DerivedLine } from '../derivations.ts';
import { shift } from './traits.ts';

/** Candles that a mean looks back at. */
export const meanCandles = 10;

/** Lengths of the last ten candles from `first` on, each at its place modulo ten, and their running totals. */
interface Lengths {
  readonly first: number;
  readonly bodies: Float64Array;
  readonly ranges: Float64Array;
  readonly shadows: Float64Array;
  body: number;
  range: number;
  shadow: number;
}

/** The traits that a candle has by itself and beside the one before. */
export const besideLine: DerivedLine<Record<string, never>> = {
  name: 'traits of candles beside the one before',
  begin: () => ({}),
  advance: (_state, columns, line, span) => writeTraitsBeside(columns, line, span),
};

/**
 * The traits of each candle beside the means of those before. Sums are kept as TA-Lib keeps them, by adding the new
 * and subtracting the old one; where a length equals a mean, rounding decides, and it depends on the candle that the
 * sum began with. TA-Lib begins as late as a pattern permits, therefore so does the line: `first` is that candle.
 */
export function relativeLine(first: number): DerivedLine<Lengths> {
  return {
    name: `traits of candles beside means from ${first}`,
    begin: () => ({
      first,
      bodies: new Float64Array(meanCandles),
      ranges: new Float64Array(meanCandles),
      shadows: new Float64Array(meanCandles),
      body: 0,
      range: 0,
      shadow: 0,
    }),
    advance: writeRelativeTraits,
  };
}

/** The first candle stands beside itself. */
function writeTraitsBeside({ open, high, low, close }: Columns, line: Float64Array, span: Span): void {
  const before = Math.max(span.from - 1, 0);
  let lastTop = Math.max(open[before] ?? 0, close[before] ?? 0);
  let lastBottom = Math.min(open[before] ?? 0, close[before] ?? 0);
  let lastHigh = high[before] ?? 0;
  let lastLow = low[before] ?? 0;
  let lastClose = close[before] ?? 0;
  for (let at = span.from; at < span.to; at++) {
    const o = open[at] ?? 0;
    const h = high[at] ?? 0;
    const l = low[at] ?? 0;
    const c = close[at] ?? 0;
    const top = Math.max(o, c);
    const bottom = Math.min(o, c);
    const body = top - bottom;
    const lowerHigh = Number(h < lastHigh);
    const higherLow = Number(l > lastLow);
    line[at] =
      (Number(c >= o) << shift.white) |
      (Number(bottom > lastTop) << shift.gapUp) |
      (Number(top < lastBottom) << shift.gapDown) |
      (Number(l > lastHigh) << shift.windowUp) |
      (Number(h < lastLow) << shift.windowDown) |
      ((lowerHigh & higherLow) << shift.inside) |
      ((Number(h > lastHigh) & higherLow) << shift.higher) |
      ((lowerHigh & Number(l < lastLow)) << shift.lower) |
      (Number(c > lastClose) << shift.closesHigher) |
      (Number(c < lastClose) << shift.closesLower) |
      (Number(o > lastHigh) << shift.opensAbove) |
      (Number(o < lastLow) << shift.opensBelow) |
      (Number(h - top > body) << shift.upperLong) |
      (Number(bottom - l > body) << shift.lowerLong) |
      (Number(h - top > 2 * body) << shift.upperVeryLong) |
      (Number(bottom - l > 2 * body) << shift.lowerVeryLong);
    lastTop = top;
    lastBottom = bottom;
    lastHigh = h;
    lastLow = l;
    lastClose = c;
  }
}

function writeRelativeTraits(
  state: Lengths,
  { open, high, low, close }: Columns,
  line: Float64Array,
  { from, to }: Span,
): void {
  const { first, bodies, ranges, shadows } = state;
  let { body: bodyTotal, range: rangeTotal, shadow: shadowTotal } = state;
  for (let at = from; at < to; at++) {
    const o = open[at] ?? 0;
    const h = high[at] ?? 0;
    const l = low[at] ?? 0;
    const c = close[at] ?? 0;
    const body = Math.abs(c - o);
    const upper = h - Math.max(o, c);
    const lower = Math.min(o, c) - l;
    let traits = 0;
    if (at >= first + meanCandles) {
      const mean = bodyTotal / meanCandles;
      const tenth = 0.1 * (rangeTotal / meanCandles);
      const half = shadowTotal / meanCandles / 2;
      traits =
        (Number(body > mean) << shift.long) |
        (Number(body < mean) << shift.short) |
        (Number(body <= tenth) << shift.doji) |
        (Number(upper < tenth) << shift.upperNone) |
        (Number(lower < tenth) << shift.lowerNone) |
        (Number(upper > tenth) << shift.upperSome) |
        (Number(lower > tenth) << shift.lowerSome) |
        (Number(upper < half) << shift.upperShort) |
        (Number(lower < half) << shift.lowerShort) |
        (Number(upper > half) << shift.upperTall) |
        (Number(lower > half) << shift.lowerTall);
    }
    line[at] = traits;
    if (at < first) continue;
    const place = at % meanCandles;
    bodyTotal += body - (bodies[place] ?? 0);
    rangeTotal += h - l - (ranges[place] ?? 0);
    shadowTotal += upper + lower - (shadows[place] ?? 0);
    bodies[place] = body;
    ranges[place] = h - l;
    shadows[place] = upper + lower;
  }
  state.body = bodyTotal;
  state.range = rangeTotal;
  state.shadow = shadowTotal;
}
