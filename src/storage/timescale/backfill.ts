import type pg from 'pg';
import type { Database } from './database.ts';
import { retryContended } from './retry-contended.ts';
import { inTransaction } from './transaction.ts';

/**
 * Brings the planner's statistics up to date; the embedded engine has nobody else to do it. From a smaller sample
 * than usual: it takes a fifth of the time, and the plans of our questions do not depend on rare values.
 */
export async function analyseTables({ pool }: Database, tables: readonly string[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('SET LOCAL default_statistics_target = 20');
    for (const table of tables) await client.query(`ANALYZE ${table}`);
  });
}

/** Raw bars that one refresh statement takes on: its write-ahead log can only be cut off when it is done. */
const barsPerRefresh = 200_000;

/** A server has a backend for each connection, the embedded engine one for all. */
const statementsAtOnce = { embedded: 1, server: 2 } as const;

export interface RefreshOptions {
  /** Only what lies in this span, both ends included; default: everything stored. */
  readonly span?: { readonly first: string; readonly last: string };
  readonly barsPerStatement?: number;
}

/**
 * Materialises all aggregates over everything stored, in steps of whole years so that no statement grows large, up
 * to the last complete bucket: one that is materialised before it is over would hide the bars that follow in it.
 * Does nothing on an edition without continuous aggregates.
 */
export async function refreshAggregates(
  database: Database,
  onProgress: (done: number, total: number) => void,
  { span, barsPerStatement = barsPerRefresh }: RefreshOptions = {},
): Promise<void> {
  if (database.edition.name !== 'community') return;
  const stored = await storedYears(database.pool, span);
  if (!stored) return;
  const views = refreshStatements(stored, barsPerStatement);
  const total = views.flat().length;
  let done = 0;
  for (const statements of views) {
    // Refreshes of ranges that overlap would wait for each other, and those of neighbours do.
    for (const parity of [0, 1]) {
      const side = statements.filter((_, index) => index % 2 === parity);
      await executeAll(database, side, () => {
        done += 1;
        onProgress(done, total);
      });
    }
  }
}

/**
 * Executes statements that do not concern each other and may be executed again, as many at once as the database can
 * use.
 */
async function executeAll(
  database: Database,
  statements: readonly string[],
  onDone: () => void,
): Promise<void> {
  const waiting = [...statements];
  const workers = Array.from({ length: statementsAtOnce[database.kind] }, () =>
    executeEach(database, waiting, onDone),
  );
  // All of them, so that none is still at work when this throws.
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Executes statements of a list that others may take from too, until it is empty. */
async function executeEach({ pool, kind }: Database, waiting: string[], onDone: () => void): Promise<void> {
  if (waiting.length === 0) return;
  const client = await pool.connect();
  let failed = true;
  try {
    // Partial aggregates per chunk cost the embedded engine more than half of a refresh. Elsewhere there may be a
    // pooler in between, which would hand this setting to somebody else.
    if (kind === 'embedded') await client.query('SET timescaledb.enable_chunkwise_aggregation = off');
    for (let statement = waiting.shift(); statement !== undefined; statement = waiting.shift()) {
      const text = statement;
      await retryContended(() => client.query(text));
      onDone();
    }
    if (kind === 'embedded') await client.query('RESET timescaledb.enable_chunkwise_aggregation');
    failed = false;
  } finally {
    // A connection that failed is not used again: it may be lost, or still have the setting.
    client.release(failed);
  }
}

interface StoredYears {
  readonly first: number;
  readonly last: number;
  readonly bars: number;
  readonly hourly: boolean;
}

async function storedYears(pool: pg.Pool, span: RefreshOptions['span']): Promise<StoredYears | null> {
  const { rows } = await pool.query<StoredYears & { first: number | null }>(
    `SELECT extract(year FROM min(ts) AT TIME ZONE 'UTC')::int AS first,
       extract(year FROM least(max(ts), now()) AT TIME ZONE 'UTC')::int AS last, count(*)::int AS bars,
       coalesce(bool_or(interval IN ('1m', '2m', '5m', '15m', '30m', '1h')), false) AS hourly
     FROM ts_price_history
     WHERE ts BETWEEN coalesce($1::timestamptz, '-infinity') AND coalesce($2::timestamptz, 'infinity')`,
    [span?.first ?? null, span?.last ?? null],
  );
  const [stored] = rows;
  return stored?.first == null ? null : { ...stored, first: stored.first };
}

/** For each view, in the order of their building on each other, a statement for each of its ranges. */
function refreshStatements({ first, last, bars, hourly }: StoredYears, barsPerStatement: number): string[][] {
  const years = last + 1 - first;
  const step = Math.min(years, Math.max(1, Math.floor((barsPerStatement * years) / bars)));
  const views = [...(hourly ? ['hourly'] : []), 'daily', 'weekly', 'monthly'];
  return views.map((view) =>
    Array.from({ length: Math.ceil(years / step) }, (_, index) => {
      const from = first + index * step;
      // Wider than the years by a bucket on each side: a refresh leaves out buckets it covers only in part.
      return `CALL refresh_continuous_aggregate('ts_price_${view}', '${from - 1}-11-25Z'::timestamptz, least('${from + step}-02-07Z'::timestamptz, now()))`;
    }),
  );
}

/** Status bits of a compressed chunk: rows were added or changed since, in or out of order. */
const partly = 2 | 8;

/**
 * Compresses every chunk that lies before the policy's window and is not compressed, or only in part since rows were
 * added. Does nothing on Apache, or for null.
 */
export async function compressOldChunks(
  database: Database,
  compressAfter: string | null,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  if (database.edition.name !== 'community' || compressAfter === null) return;
  const { rows } = await database.pool.query<{ statement: string }>(
    `SELECT format('SELECT compress_chunk(%L::regclass, if_not_compressed => true)',
       format('%I.%I', chunk_schema, chunk_name)) AS statement
     FROM timescaledb_information.chunks AS info
     JOIN _timescaledb_catalog.chunk AS state ON state.schema_name = chunk_schema AND state.table_name = chunk_name
     WHERE hypertable_name IN ('ts_price_history', 'ts_options_calls', 'ts_options_puts')
       AND (NOT is_compressed OR state.status & ${partly} <> 0) AND range_end < now() - $1::interval
     ORDER BY range_start`,
    [compressAfter],
  );
  let done = 0;
  await executeAll(
    database,
    rows.map(({ statement }) => statement),
    () => {
      done += 1;
      onProgress(done, rows.length);
    },
  );
}
