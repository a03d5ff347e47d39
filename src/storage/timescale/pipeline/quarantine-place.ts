import { createHash } from 'node:crypto';
import type { QuarantinedRow } from '../../../domain/judged-bars.ts';
import type { EtlRun } from './etl-run.ts';

/** The key of a table in the database takes some 2,700 bytes. */
const longestText = 200;
const hashLength = 12;

/** Texts of files can have any length, and characters that the database refuses. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\\0').slice(0, longestText);
}

/**
 * A place of its own for each row of a delivery. A row with a key has that for its place, so that what a later run
 * delivers of it takes its place. Of several in one delivery the first one has it; the others, and rows without a key,
 * are told apart by where they stood. A dividend or split that several answers repeat is one row.
 */
export function placesOf(run: EtlRun, rows: readonly QuarantinedRow[]): Map<string, QuarantinedRow> {
  const placed = new Map<string, QuarantinedRow>();
  for (const row of rows) {
    const place = placeOf(run, row);
    const there = placed.get(place);
    if (!there) placed.set(place, row);
    else if (!isSameAction(there, row)) placed.set(standingOf(run, row), row);
  }
  return placed;
}

/** The place of a row that has no key, or whose key another row of the same delivery has. */
export function standingOf({ kind, place }: EtlRun, row: QuarantinedRow): string {
  const { raw, origin } = row;
  const key = keyOf(row);
  const whose = key ?? storable(`${raw.symbol} ${kindOf(row)}`);
  // Positions in answers shift with what is asked, and an address says when that was.
  if (kind === 'fetch') return `${whose} ${hashOf(JSON.stringify(raw, jsonOf))}`;
  // With its key it is the same row wherever the file lies; which member of the file it came in tells it apart.
  const path = key === null ? origin.place : origin.place.slice(place.length);
  return `${whose} ${shortened(path)}:${raw.position}`;
}

function placeOf(run: EtlRun, row: QuarantinedRow): string {
  // One whose twin was stored is beside the key: others of that time may have been delivered too.
  return (row.rule === 'twin_differs' ? null : keyOf(row)) ?? standingOf(run, row);
}

/** Null where it has no time. */
function keyOf(row: QuarantinedRow): string | null {
  const { ts, symbol } = row.raw;
  if (typeof ts !== 'number' || !Number.isFinite(ts) || Math.abs(ts) >= 8.6e18) return null;
  return storable(`${symbol} ${kindOf(row)} ${placeTimeOf(ts)}`);
}

/** Which word of the place of a row with a key its time is; symbols and kinds have no spaces where anything sound can come of them. */
export const timeInPlace = 3;

/** A time as places have it. @param ts microseconds */
export function placeTimeOf(ts: number): string {
  return new Date(ts / 1000).toISOString();
}

function kindOf({ raw, action }: QuarantinedRow): string {
  return action ?? raw.interval;
}

function isSameAction(one: QuarantinedRow, other: QuarantinedRow): boolean {
  return one.action !== null && other.action !== null && Object.is(one.raw.value, other.raw.value);
}

/** Numbers that JSON does not have, in the notation of the page on the quarantine. */
export function jsonOf(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $real: String(value) };
  return typeof value === 'bigint' ? { $integer: String(value) } : value;
}

/** The end of a path, which tells more than its beginning; what is cut off counts all the same. */
function shortened(path: string): string {
  const text = path.toWellFormed().replaceAll('\0', '\\0');
  if (text.length <= longestText) return text;
  return `${hashOf(text)} …${text.slice(hashLength + 2 - longestText).toWellFormed()}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, hashLength);
}
