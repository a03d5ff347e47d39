import type pg from 'pg';

/** A chunk of prices; times in microseconds, the end excluded. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** How its unique index is made again; null: it has it. */
  readonly index: string | null;
  /** Its qualified name. */
  readonly name: string;
}

/** Chunks that are to be made; times as PostgreSQL reads them. */
interface WantedChunks {
  /** One of a day, that the others must not reach into; null: it is there. */
  readonly boundary: string | null;
  readonly times: readonly string[];
  /** Width of the others, as a PostgreSQL interval. */
  readonly width: string;
}

export const asMicros = (column: string): string => `(extract(epoch FROM ${column}) * 1000000)::float8`;

export async function chunksOfPrices(client: pg.PoolClient): Promise<Chunk[]> {
  const { rows } = await client.query<Chunk>(
    `SELECT ${asMicros('range_start')} AS start, ${asMicros('range_end')} AS "end", NULL AS index,
       format('%I.%I', chunk_schema, chunk_name) AS name
     FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history'`,
  );
  return rows;
}

/**
 * Makes chunks for these times, within the caller's transaction. The width for live data is back afterwards: neither
 * others nor a crash ever meet another one.
 * @returns the names of those that were made here; one that somebody else has just made is not among them
 */
export async function makeChunks(client: pg.PoolClient, wanted: WantedChunks): Promise<Set<string>> {
  const { rows } = await client.query<{ width: string }>(
    `SELECT time_interval::text AS width FROM timescaledb_information.dimensions WHERE hypertable_name = 'ts_price_history'`,
  );
  const [live] = rows;
  if (!live) throw new Error('ts_price_history is no hypertable');
  const { boundary, times, width } = wanted;
  // One message: on the embedded engine each takes longer to arrive than to be answered.
  const results: unknown = await client.query(
    [
      widthOf(boundary === null ? width : '1 day'),
      // The lock under which chunks are made: from here on to the end of the transaction nobody else makes one.
      'LOCK TABLE ONLY ts_price_history IN SHARE UPDATE EXCLUSIVE MODE',
      chunkNames,
      ...(boundary === null ? [] : [rowsAt([boundary]), widthOf(width)]),
      rowsAt(times),
      widthOf(live.width),
      `DELETE FROM ts_price_history WHERE symbol = '' AND source = 'boundary' AND ts IN (${listed([...times, ...(boundary === null ? [] : [boundary])])})`,
      chunkNames,
    ].join('; '),
  );
  const [before = [], after = []] = namesIn(results);
  return new Set(after.filter((name) => !before.includes(name)));
}

const chunkNames = `SELECT format('%I.%I', nspname, relname) AS chunk_made FROM pg_inherits
  JOIN pg_class ON pg_class.oid = inhrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE inhparent = 'ts_price_history'::regclass`;

const listed = (times: readonly string[]): string => times.map((time) => `'${time}'`).join(', ');
const widthOf = (width: string): string =>
  `SELECT set_chunk_time_interval('ts_price_history', INTERVAL '${width}')`;

/** A row makes its chunk, and the chunk stays when the row goes. */
function rowsAt(times: readonly string[]): string {
  return `INSERT INTO ts_price_history (ts, open, high, low, close, symbol, interval, basis, source)
    SELECT ts, 1, 1, 1, 1, '', '1d', 'raw', 'boundary' FROM unnest(ARRAY[${listed(times)}]::timestamptz[]) AS wanted (ts)`;
}

/** The driver answers several statements with a list, whatever its types say. */
function namesIn(results: unknown): string[][] {
  if (!Array.isArray(results)) throw new Error('several statements had one answer');
  const answers: readonly pg.QueryResult<{ chunk_made?: string }>[] = results;
  return answers
    .filter(({ fields }) => fields.some(({ name }) => name === 'chunk_made'))
    .map(({ rows }) => rows.flatMap(({ chunk_made }) => chunk_made ?? []));
}
