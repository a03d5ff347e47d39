import type { Columns } from '../columns.ts';
import type { Span } from '../recipe.ts';
import { before, endOfWord } from './bits.ts';

/**
 * Which end of a body is open and which is close is as good as random, and a wrong guess of the processor costs more
 * than a comparison. So both are compared, here and below: a body is above another where both its ends are above both.
 */
export function writeGap({ open, close }: Columns, line: Int32Array, span: Span): void {
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

export function writeBody({ open, close }: Columns, line: Int32Array, span: Span): void {
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

export function writeShadow({ open, high, low, close }: Columns, line: Int32Array, span: Span): void {
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
