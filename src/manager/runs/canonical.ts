import { createHash } from 'node:crypto';
import type { BarSeries } from '../../domain/bar.ts';

/** What JSON carries of a value. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}

/** JSON with sorted keys, so that equal values have equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(plain(value), (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** SHA-256 of a value by its canonical JSON, hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** SHA-256 of bars: symbol, interval and all columns as their doubles are. */
export function hashOfSeries({ symbol, interval, ts, open, high, low, close, volume }: BarSeries): string {
  const hash = createHash('sha256').update(`${symbol} ${interval} ${ts.length}\n`);
  for (const column of [ts, open, high, low, close, volume]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex');
}

export interface Difference {
  /** Where in the answer, as `runs[0].statistics.Sharpe Ratio`. */
  readonly at: string;
  readonly before: unknown;
  readonly now: unknown;
}

/** Where two plain values differ, to the last digit; at most so many places. */
export function differences(before: unknown, now: unknown, most: number, at = ''): Difference[] {
  if (Object.is(before, now)) return [];
  const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null;
  if (!isTree(before) || !isTree(now)) return [{ at, before: before ?? null, now: now ?? null }];
  const found: Difference[] = [];
  const inList = Array.isArray(before);
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (found.length >= most) break;
    const place = inList ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`;
    found.push(...differences(before[key], now[key], most - found.length, place));
  }
  return found;
}
