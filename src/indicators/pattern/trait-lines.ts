import type { Columns } from '../columns.ts';
import type { DerivedLine } from '../derivations.ts';
import type { Span } from '../recipe.ts';
import { before, bitLine, endOfWord } from './bits.ts';
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

/**
 * Which end of a body is open and which is close is as good as random, and a wrong guess of the processor costs more
 * than a comparison. So both are compared, here and below: a body is above another where both its ends are above both.
 */
function writeGap({ open, close }: Columns, line: Int32Array, span: Span): void {
  let lastOpen = open[Math.max(span.from - 1, 0)] as number;
  let lastClose = close[Math.max(span.from - 1, 0)] as number;
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 2;
    let up = before(line[place], at);
    let down = before(line[place + 1], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const o = open[at] as number;
      const c = close[at] as number;
      up |=
        (Number(o > lastOpen) & Number(o > lastClose) & Number(c > lastOpen) & Number(c > lastClose)) << at;
      down |=
        (Number(o < lastOpen) & Number(o < lastClose) & Number(c < lastOpen) & Number(c < lastClose)) << at;
      lastOpen = o;
      lastClose = c;
    }
    line[place] = up;
    line[place + 1] = down;
  }
}

function writeBody({ open, close }: Columns, line: Int32Array, span: Span): void {
  let lastOpen = open[Math.max(span.from - 1, 0)] as number;
  let lastClose = close[Math.max(span.from - 1, 0)] as number;
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 2;
    let covers = before(line[place], at);
    let within = before(line[place + 1], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const o = open[at] as number;
      const c = close[at] as number;
      const openOver = Number(o >= lastOpen);
      const openUnder = Number(o <= lastOpen);
      const openOverClose = Number(o >= lastClose);
      const openUnderClose = Number(o <= lastClose);
      const closeOverOpen = Number(c >= lastOpen);
      const closeUnderOpen = Number(c <= lastOpen);
      const closeOver = Number(c >= lastClose);
      const closeUnder = Number(c <= lastClose);
      const reachesUp = (openOver | closeOverOpen) & (openOverClose | closeOver);
      const reachesDown = (openUnder | closeUnderOpen) & (openUnderClose | closeUnder);
      const staysUnder = (openUnder | openUnderClose) & (closeUnderOpen | closeUnder);
      const staysOver = (openOver | openOverClose) & (closeOverOpen | closeOver);
      within |= (staysUnder & staysOver) << at;
      covers |= (reachesUp & reachesDown & ~(staysUnder & staysOver)) << at;
      lastOpen = o;
      lastClose = c;
    }
    line[place] = covers;
    line[place + 1] = within;
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

function writeShadow({ open, high, low, close }: Columns, line: Int32Array, span: Span): void {
  for (let at = span.from; at < span.to; ) {
    const place = (at >>> 5) * 4;
    let upperLong = before(line[place], at);
    let lowerLong = before(line[place + 1], at);
    let upperVeryLong = before(line[place + 2], at);
    let lowerVeryLong = before(line[place + 3], at);
    for (const end = endOfWord(at, span); at < end; at++) {
      const o = open[at] as number;
      const c = close[at] as number;
      const body = Math.abs(c - o);
      const long = 2 * body;
      // The shadow is the shorter of the two ways, from open and from close.
      const fromOpen = (high[at] as number) - o;
      const fromClose = (high[at] as number) - c;
      const toOpen = o - (low[at] as number);
      const toClose = c - (low[at] as number);
      upperLong |= (Number(fromOpen > body) & Number(fromClose > body)) << at;
      lowerLong |= (Number(toOpen > body) & Number(toClose > body)) << at;
      upperVeryLong |= (Number(fromOpen > long) & Number(fromClose > long)) << at;
      lowerVeryLong |= (Number(toOpen > long) & Number(toClose > long)) << at;
    }
    line[place] = upperLong;
    line[place + 1] = lowerLong;
    line[place + 2] = upperVeryLong;
    line[place + 3] = lowerVeryLong;
  }
}
