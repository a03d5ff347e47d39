import type { Columns } from '../columns.ts';
import type { DerivedLine } from '../derivations.ts';
import type { Span } from '../recipe.ts';
import { before, bitLine, endOfWord } from './bits.ts';
import { families, type MeanFamily } from './traits.ts';

/** Candles that a mean looks back at. */
export const meanCandles = 10;

/** The running total of the lengths of the ten candles before the next one. */
interface Running {
  total: number;
}

/** The length that a family's mean is of. */
type Measure = (columns: Columns, at: number) => number;
/** Writes traits at bars that all have ten candles before them from where the total began. Returns the new total. */
type Write = (total: number, columns: Columns, line: Int32Array, span: Span) => number;

const writers: Readonly<Record<MeanFamily, { readonly measure: Measure; readonly write: Write }>> = {
  meanBody: { measure: bodyAt, write: writeBody },
  meanRange: { measure: rangeAt, write: writeRange },
  meanShadow: { measure: shadowsAt, write: writeShadow },
};

/**
 * The traits of each candle beside the means of those before. Sums are kept as TA-Lib keeps them, by adding the new
 * and subtracting the old one; where a length equals a mean, rounding decides, and it depends on the candle that the
 * sum began with. TA-Lib begins as late as a pattern permits, therefore so does the line: `first` is that candle.
 */
export function meanLine(family: MeanFamily, first: number): DerivedLine<Running, Int32Array> {
  const { measure, write } = writers[family];
  return {
    name: `traits of candles: ${family} from ${first}`,
    make: bitLine(families[family].length),
    begin: () => ({ total: 0 }),
    advance(state, columns, line, { from, to }) {
      const start = Math.min(Math.max(from, first + meanCandles), to);
      let { total } = state;
      for (let at = Math.max(from, first); at < start; at++) total += measure(columns, at);
      state.total = write(total, columns, line, { from: start, to });
    },
  };
}

function bodyAt({ open, close }: Columns, at: number): number {
  return Math.abs((close[at] as number) - (open[at] as number));
}

function rangeAt({ high, low }: Columns, at: number): number {
  return (high[at] as number) - (low[at] as number);
}

function shadowsAt({ open, high, low, close }: Columns, at: number): number {
  const top = Math.max(open[at] as number, close[at] as number);
  const bottom = Math.min(open[at] as number, close[at] as number);
  return (high[at] as number) - top + (bottom - (low[at] as number));
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
      const top = Math.max(open[at] as number, close[at] as number);
      const bottom = Math.min(open[at] as number, close[at] as number);
      const upper = (high[at] as number) - top;
      const lower = bottom - (low[at] as number);
      const tenth = 0.1 * (total / meanCandles);
      doji |= Number(top - bottom <= tenth) << at;
      upperNone |= Number(upper < tenth) << at;
      lowerNone |= Number(lower < tenth) << at;
      upperSome |= Number(upper > tenth) << at;
      lowerSome |= Number(lower > tenth) << at;
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
  let total = before10;
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 4;
    let upperShort = before(line[place], at);
    let lowerShort = before(line[place + 1], at);
    let upperTall = before(line[place + 2], at);
    let lowerTall = before(line[place + 3], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const upper = (high[at] as number) - Math.max(open[at] as number, close[at] as number);
      const lower = Math.min(open[at] as number, close[at] as number) - (low[at] as number);
      const half = total / meanCandles / 2;
      upperShort |= Number(upper < half) << at;
      lowerShort |= Number(lower < half) << at;
      upperTall |= Number(upper > half) << at;
      lowerTall |= Number(lower > half) << at;
      total += upper + lower - shadowsAt(columns, at - meanCandles);
    }
    line[place] = upperShort;
    line[place + 1] = lowerShort;
    line[place + 2] = upperTall;
    line[place + 3] = lowerTall;
  }
  return total;
}
