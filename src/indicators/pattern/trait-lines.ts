import type { Columns } from '../columns.ts';
import type { DerivedLine } from '../derivations.ts';
import type { Span } from '../recipe.ts';
import { before, bitLine, endOfWord } from './bits.ts';
import { writeBody, writeGap, writeShadow } from './body-traits.ts';
import { type Family, families, type MeanFamily } from './traits.ts';

type BitLine = DerivedLine<unknown, Int32Array>;
type Write = (columns: Columns, line: Int32Array, span: Span) => void;

/** The traits that a candle has by itself and beside the one before; the first one stands beside itself. */
export const traitLines: Readonly<Record<Exclude<Family, MeanFamily>, BitLine>> = {
  colour: lineOf('colour', writeColour),
  gap: lineOf('gap', writeGap),
  body: lineOf('body', writeBody),
  reach: lineOf('reach', writeReach),
  close: lineOf('close', writeClose),
  open: lineOf('open', writeOpen),
  shadow: lineOf('shadow', writeShadow),
};

function lineOf(family: Family, write: Write): BitLine {
  return {
    name: `traits of candles: ${family}`,
    make: bitLine(families[family].length),
    begin: () => ({}),
    advance: (_state, columns, line, span) => write(columns, line, span),
  };
}

function writeColour({ open, close }: Columns, line: Int32Array, span: Span): void {
  for (let at = span.from; at < span.to; ) {
    const place = at >>> 5;
    let white = before(line[place], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      white |= Number((close[at] as number) >= (open[at] as number)) << at;
    }
    line[place] = white;
  }
}

function writeReach({ high, low }: Columns, line: Int32Array, span: Span): void {
  let lastHigh = high[Math.max(span.from - 1, 0)] as number;
  let lastLow = low[Math.max(span.from - 1, 0)] as number;
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 5;
    let windowUp = before(line[place], at);
    let windowDown = before(line[place + 1], at);
    let inside = before(line[place + 2], at);
    let higher = before(line[place + 3], at);
    let lower = before(line[place + 4], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const h = high[at] as number;
      const l = low[at] as number;
      const lowerHigh = Number(h < lastHigh);
      const higherLow = Number(l > lastLow);
      windowUp |= Number(l > lastHigh) << at;
      windowDown |= Number(h < lastLow) << at;
      inside |= (lowerHigh & higherLow) << at;
      higher |= (Number(h > lastHigh) & higherLow) << at;
      lower |= (lowerHigh & Number(l < lastLow)) << at;
      lastHigh = h;
      lastLow = l;
    }
    line[place] = windowUp;
    line[place + 1] = windowDown;
    line[place + 2] = inside;
    line[place + 3] = higher;
    line[place + 4] = lower;
  }
}

function writeClose({ close }: Columns, line: Int32Array, span: Span): void {
  let last = close[Math.max(span.from - 1, 0)] as number;
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 2;
    let higher = before(line[place], at);
    let lower = before(line[place + 1], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const c = close[at] as number;
      higher |= Number(c > last) << at;
      lower |= Number(c < last) << at;
      last = c;
    }
    line[place] = higher;
    line[place + 1] = lower;
  }
}

function writeOpen({ open, high, low }: Columns, line: Int32Array, span: Span): void {
  let last = Math.max(span.from - 1, 0);
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 2;
    let above = before(line[place], at);
    let below = before(line[place + 1], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      above |= Number((open[at] as number) > (high[last] as number)) << at;
      below |= Number((open[at] as number) < (low[last] as number)) << at;
      last = at;
    }
    line[place] = above;
    line[place + 1] = below;
  }
}
