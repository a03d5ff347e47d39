import type { Columns } from '../columns.ts';
import type { Span } from '../recipe.ts';
import { before, endOfWord } from './bits.ts';
import type { MeanFamily } from './traits.ts';

/** Candles that a mean looks back at. */
export const meanCandles = 10;

/** The length that a family's mean is of. */
type Measure = (columns: Columns, at: number) => number;
/** Writes traits at bars that all have ten candles before them from where the total began. Returns the new total. */
type Write = (total: number, columns: Columns, line: Int32Array, span: Span) => number;

/** How each family is measured and told. */
export const meanTraits: Readonly<Record<MeanFamily, { readonly measure: Measure; readonly write: Write }>> =
  {
    meanBody: { measure: bodyAt, write: writeBody },
    meanRange: { measure: rangeAt, write: writeRange },
    meanShadow: { measure: shadowsAt, write: writeShadow },
  };

function bodyAt({ open, close }: Columns, at: number): number {
  return Math.abs((close[at] as number) - (open[at] as number));
}

function rangeAt({ high, low }: Columns, at: number): number {
  return (high[at] as number) - (low[at] as number);
}

/**
 * Both shadows. Seen from the wrong ends of the body they are longer, by rounding too, so the shorter sum is theirs;
 * it is taken from an array, since a wrong guess of the processor costs more (see `writeGap`).
 */
function shadowsAt({ open, high, low, close }: Columns, at: number, sums = new Float64Array(2)): number {
  const o = open[at] as number;
  const c = close[at] as number;
  const h = high[at] as number;
  const l = low[at] as number;
  const white = h - c + (o - l);
  const black = h - o + (c - l);
  sums[0] = white;
  sums[1] = black;
  return sums[Number(black < white)] as number;
}

function writeBody(before10: number, columns: Columns, line: Int32Array, span: Span): number {
  let total = before10;
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 2;
    let long = before(line[place], at);
    let short = before(line[place + 1], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const body = bodyAt(columns, at);
      const mean = total / meanCandles;
      long |= Number(body > mean) << at;
      short |= Number(body < mean) << at;
      total += body - bodyAt(columns, at - meanCandles);
    }
    line[place] = long;
    line[place + 1] = short;
  }
  return total;
}

function writeRange(before10: number, columns: Columns, line: Int32Array, span: Span): number {
  const { open, high, low, close } = columns;
  let total = before10;
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 5;
    let doji = before(line[place], at);
    let upperNone = before(line[place + 1], at);
    let lowerNone = before(line[place + 2], at);
    let upperSome = before(line[place + 3], at);
    let lowerSome = before(line[place + 4], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const o = open[at] as number;
      const c = close[at] as number;
      const h = high[at] as number;
      const l = low[at] as number;
      const tenth = 0.1 * (total / meanCandles);
      doji |= Number(Math.abs(c - o) <= tenth) << at;
      // A shadow is the shorter of the ways from open and close (see `writeGap`).
      upperNone |= (Number(h - o < tenth) | Number(h - c < tenth)) << at;
      lowerNone |= (Number(o - l < tenth) | Number(c - l < tenth)) << at;
      upperSome |= (Number(h - o > tenth) & Number(h - c > tenth)) << at;
      lowerSome |= (Number(o - l > tenth) & Number(c - l > tenth)) << at;
      total += rangeAt(columns, at) - rangeAt(columns, at - meanCandles);
    }
    line[place] = doji;
    line[place + 1] = upperNone;
    line[place + 2] = lowerNone;
    line[place + 3] = upperSome;
    line[place + 4] = lowerSome;
  }
  return total;
}

function writeShadow(before10: number, columns: Columns, line: Int32Array, span: Span): number {
  const { open, high, low, close } = columns;
  const start = span.from - meanCandles;
  const lengths = new Float64Array(Math.max(span.to - start, 0));
  const sums = new Float64Array(2);
  for (let at = 0; at < lengths.length; at++) lengths[at] = shadowsAt(columns, start + at, sums);
  let total = before10;
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 4;
    let upperShort = before(line[place], at);
    let lowerShort = before(line[place + 1], at);
    let upperTall = before(line[place + 2], at);
    let lowerTall = before(line[place + 3], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const o = open[at] as number;
      const c = close[at] as number;
      const h = high[at] as number;
      const l = low[at] as number;
      const half = total / meanCandles / 2;
      upperShort |= (Number(h - o < half) | Number(h - c < half)) << at;
      lowerShort |= (Number(o - l < half) | Number(c - l < half)) << at;
      upperTall |= (Number(h - o > half) & Number(h - c > half)) << at;
      lowerTall |= (Number(o - l > half) & Number(c - l > half)) << at;
      total += (lengths[at - start] as number) - (lengths[at - span.from] as number);
    }
    line[place] = upperShort;
    line[place + 1] = lowerShort;
    line[place + 2] = upperTall;
    line[place + 3] = lowerTall;
  }
  return total;
}
