import type pg from 'pg';
import type { BarNote, QuarantinedRow } from '../../../domain/judged-bars.ts';
import { inUpperCase } from '../../../domain/nominal.ts';
import { fieldText } from '../field-text.ts';
import type { EtlRun } from './etl-run.ts';
import { jsonOf, placesOf, standingOf, storable } from './quarantine-place.ts';

/** The bars of a symbol and interval from one time to another, both included; microseconds. */
export interface SeriesSpan {
  readonly symbol: string;
  readonly interval: string;
  first: number;
  last: number;
}

/** Which bar it is; microseconds. */
export interface BarKey {
  readonly symbol: string;
  readonly interval: string;
  readonly ts: number;
}

export const keyText = ({ symbol, interval, ts }: BarKey): string => `${symbol} ${interval} ${ts}`;
const time = (micros: number): string => fieldText('timestamptz', micros);

/** Bars that were stored as they came, and the spans in which they lie. */
interface Renewed {
  readonly spans: readonly SeriesSpan[];
  /** Batch by batch. */
  readonly bars: readonly (readonly BarKey[])[];
}

/**
 * Replaces the flags and mends of bars, within the caller's transaction; those of others between them stay. Few have
 * any: they are looked for by the spans, so that not every key is sent.
 */
export async function replaceNotes(
  client: pg.PoolClient,
  { id }: EtlRun,
  renewed: Renewed,
  notes: readonly BarNote[],
): Promise<void> {
  await removeNotes(client, renewed);
  if (notes.length === 0) return;
  await client.query(
    `INSERT INTO bar_flags (etl_run_id, symbol, interval, ts, rule)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[]) ON CONFLICT DO NOTHING`,
    [
      id,
      notes.map(({ symbol }) => symbol),
      notes.map(({ interval }) => interval),
      notes.map(({ ts }) => time(ts)),
      notes.map(({ rule }) => rule),
    ],
  );
}

/** Removes the flags and mends of bars: what they were noted about is replaced. */
export async function removeNotes(client: pg.PoolClient, { spans, bars }: Renewed): Promise<void> {
  const noted = spans.length === 0 ? [] : await notedWithin(client, spans);
  if (noted.length === 0) return;
  const renewed = new Set(bars.flatMap((batch) => batch.map(keyText)));
  await deleteNotes(
    client,
    noted.filter((key) => renewed.has(keyText(key))),
  );
}

async function notedWithin(client: pg.PoolClient, spans: readonly SeriesSpan[]): Promise<BarKey[]> {
  const { rows } = await client.query<BarKey>(
    `SELECT DISTINCT flag.symbol, flag.interval, round(date_part('epoch', flag.ts) * 1000000) AS ts FROM bar_flags AS flag
     JOIN unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS span (symbol, interval, first, last)
       ON flag.symbol = span.symbol AND flag.interval = span.interval AND flag.ts BETWEEN span.first AND span.last`,
    [
      spans.map(({ symbol }) => symbol),
      spans.map(({ interval }) => interval),
      spans.map(({ first }) => time(first)),
      spans.map(({ last }) => time(last)),
    ],
  );
  return rows;
}

async function deleteNotes(client: pg.PoolClient, keys: readonly BarKey[]): Promise<void> {
  await client.query(
    `DELETE FROM bar_flags AS flag USING unnest($1::text[], $2::text[], $3::timestamptz[]) AS key (symbol, interval, ts)
     WHERE flag.symbol = key.symbol AND flag.interval = key.interval AND flag.ts = key.ts`,
    [keys.map(({ symbol }) => symbol), keys.map(({ interval }) => interval), keys.map(({ ts }) => time(ts))],
  );
}

/**
 * Files what is set aside, whole. The same row is filed once, however often it comes: by its key where it has one, and
 * else by where it stood in what was delivered. Rows of one run never take each other's place.
 */
export async function quarantineRows(
  client: pg.PoolClient,
  run: EtlRun,
  rows: readonly QuarantinedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const placed = placesOf(run, rows);
  const filed = await fileRows(client, run, placed, false);
  const taken = [...placed].filter(([place]) => !filed.has(place)).map(([, row]) => row);
  if (taken.length > 0) {
    const places = new Map(taken.map((row) => [standingOf(run, row), row]));
    await fileRows(client, run, places, true);
  }
}

/** @returns the places at which rows are now; without `anyRun`, none that a row of this run has */
async function fileRows(
  client: pg.PoolClient,
  run: EtlRun,
  placed: ReadonlyMap<string, QuarantinedRow>,
  anyRun: boolean,
): Promise<ReadonlySet<string>> {
  const rows = [...placed.values()];
  const filed = await client.query<{ place: string }>(
    `INSERT INTO quarantine AS filed (source, source_table, etl_run_id, place, reason, original, symbol)
     SELECT $1, q."table", $2, place, reason, original::json, symbol
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS q (place, reason, original, symbol, "table")
     ON CONFLICT (source, source_table, place) DO UPDATE SET etl_run_id = excluded.etl_run_id, reason = excluded.reason,
       original = excluded.original, symbol = excluded.symbol, quarantined_at = now()
       WHERE $8 OR filed.etl_run_id IS DISTINCT FROM excluded.etl_run_id
     RETURNING place`,
    [
      `etl:${run.source}`,
      run.id,
      [...placed.keys()],
      rows.map(({ rule }) => rule),
      rows.map((row) => JSON.stringify(withOrigin(row), jsonOf)),
      rows.map(({ raw }) => storable(inUpperCase(raw.symbol))),
      rows.map(({ action }) => (action === null ? 'bars' : 'actions')),
      anyRun,
    ],
  );
  return new Set(filed.rows.map(({ place }) => place));
}

/** The row as it came, which action it is, and what its prices meant. */
function withOrigin({ raw, action, origin: { basis, currency, fetchedAt } }: QuarantinedRow): object {
  return { ...raw, ...(action !== null && { action }), origin: { basis, currency, fetchedAt } };
}
