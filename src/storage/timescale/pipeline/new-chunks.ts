import type pg from 'pg';
import type { EpochMicros } from '../../../domain/nominal.ts';
import { fieldText } from '../field-text.ts';
import { lockChunkMaking } from '../policies.ts';
import { inWideChunks, mostRecentDays } from '../wide-chunks.ts';

/** A chunk of prices; times in microseconds, the end excluded. */
interface Chunk {
  readonly start: number;
  readonly end: number;
  /** How its unique index is made again; null: it has it. */
  readonly index: string | null;
  /** Its qualified name. */
  readonly name: string;
}

/** How chunks that have to be made for old bars are to be. */
export interface ChunkPlan {
  /** Width of the chunks for old bars, as a PostgreSQL interval. */
  readonly width: string;
  /** Whether many bars are to come: their index is then built when all are there, in a fifth of the time. */
  readonly many: boolean;
}

const asMicros = (column: string): string => `(extract(epoch FROM ${column}) * 1000000)::float8`;

/**
 * The chunks of prices within one transaction. Old bars get wide chunks, recent ones those for live data. Chunks made
 * here are seen by nobody else before the transaction ends, so they can do without their index until then.
 */
export class NewChunks {
  readonly #client: pg.PoolClient;
  #chunks: Chunk[];
  /** From here on, bars go into chunks for live data: microseconds. */
  readonly #recent: number;
  /** Older versions of TimescaleDB keep a list of the indexes of chunks, which must not be bypassed. */
  readonly #canDropIndexes: boolean;
  #last: Chunk | undefined;
  #mayMake = false;

  private constructor(client: pg.PoolClient, chunks: Chunk[], recent: number, canDropIndexes: boolean) {
    this.#client = client;
    this.#chunks = chunks;
    this.#recent = recent;
    this.#canDropIndexes = canDropIndexes;
  }

  /** @param compressAfter age at which chunks are compressed, as a PostgreSQL interval; null: never */
  static async open(client: pg.PoolClient, compressAfter: string | null): Promise<NewChunks> {
    const { rows } = await client.query<{ recent: number; listed: boolean }>(
      `SELECT ${asMicros(`greatest(least(today + 1, (now() AT TIME ZONE 'UTC' - $1::interval)::date), today - ${mostRecentDays})::timestamp AT TIME ZONE 'UTC'`)} AS recent,
         to_regclass('_timescaledb_catalog.chunk_index') IS NOT NULL AS listed
       FROM (SELECT (now() AT TIME ZONE 'UTC')::date AS today) AS clock`,
      [compressAfter],
    );
    const [found] = rows;
    if (!found) throw new Error('the server answered a question about the time without a row');
    return new NewChunks(client, await chunksOfPrices(client), found.recent, !found.listed);
  }

  /** Makes a chunk for every one of these times that is old and in none yet. */
  async cover(times: readonly EpochMicros[], plan: ChunkPlan): Promise<void> {
    for (const ts of times) {
      if (ts >= this.#recent || this.#find(ts)) continue;
      if (!this.#mayMake) await this.#prepareMaking();
      if (!this.#find(ts)) await this.#make(ts, plan);
    }
  }

  /** Whether a time lies in a chunk that was made here and has no index yet: nothing else can be stored there. */
  isNew(ts: EpochMicros): boolean {
    return this.#find(ts)?.index != null;
  }

  /**
   * Builds the indexes that are still missing.
   * @returns rows that had to go because a later one has their key
   */
  async finish(): Promise<{ symbol: string; interval: string }[]> {
    const gone = [];
    for (const { name, index } of this.#chunks) {
      if (index !== null) gone.push(...(await this.#buildIndex(name, index)));
    }
    return gone;
  }

  #find(ts: number): Chunk | undefined {
    const last = this.#last;
    if (last && ts >= last.start && ts < last.end) return last;
    this.#last = this.#chunks.find(({ start, end }) => ts >= start && ts < end);
    return this.#last;
  }

  /**
   * Nobody else makes chunks from now on. Those that others made meanwhile are no longer new, and may not be taken for
   * ours. No wide chunk may reach into recent days: new chunks are cut where old ones begin.
   */
  async #prepareMaking(): Promise<void> {
    this.#mayMake = true;
    await lockChunkMaking(this.#client, 'ts_price_history');
    this.#chunks = await chunksOfPrices(this.#client);
    this.#last = undefined;
    const recent = this.#recent as EpochMicros;
    if (!this.#find(recent)) await this.#make(recent, { width: '1 day', many: false });
  }

  async #make(ts: EpochMicros, { width, many }: ChunkPlan): Promise<void> {
    const at = fieldText('timestamptz', ts);
    // A row makes its chunk, and the chunk stays when the row goes.
    await inWideChunks(this.#client, 'ts_price_history', width, () =>
      this.#client.query(
        `INSERT INTO ts_price_history (ts, open, high, low, close, symbol, interval, basis, source)
         VALUES ($1, 1, 1, 1, 1, '', '1d', 'raw', 'boundary')`,
        [at],
      ),
    );
    await this.#client.query(`DELETE FROM ts_price_history WHERE symbol = '' AND ts = $1`, [at]);
    const [chunk] = await chunksOfPrices(this.#client, at);
    if (!chunk) throw new Error(`no chunk was made for ${at}`);
    this.#chunks.push(many && this.#canDropIndexes ? await this.#dropIndex(chunk) : chunk);
  }

  async #dropIndex(chunk: Chunk): Promise<Chunk> {
    const { rows } = await this.#client.query<{ index: string; definition: string }>(
      `SELECT indexrelid::regclass::text AS index, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = $1::regclass AND indisunique`,
      [chunk.name],
    );
    const [found] = rows;
    if (!found) return chunk;
    await this.#client.query(`DROP INDEX ${found.index}`);
    return { ...chunk, index: found.definition };
  }

  async #buildIndex(name: string, index: string): Promise<{ symbol: string; interval: string }[]> {
    await this.#client.query('SAVEPOINT before_index');
    try {
      await this.#client.query(index);
      return [];
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    await this.#client.query('ROLLBACK TO before_index');
    const { rows } = await this.#client.query<{ symbol: string; interval: string }>(
      `DELETE FROM ${name} AS bar USING (
         SELECT ctid AS place, row_number() OVER (PARTITION BY symbol, interval, ts ORDER BY ctid DESC) AS number FROM ${name}
       ) AS twin WHERE bar.ctid = twin.place AND twin.number > 1 RETURNING symbol, interval`,
    );
    await this.#client.query(index);
    return rows;
  }
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

/** @param at only the chunk of that time */
async function chunksOfPrices(client: pg.PoolClient, at: string | null = null): Promise<Chunk[]> {
  const { rows } = await client.query<Chunk>(
    `SELECT ${asMicros('range_start')} AS start, ${asMicros('range_end')} AS "end", NULL AS index,
       format('%I.%I', chunk_schema, chunk_name) AS name
     FROM timescaledb_information.chunks
     WHERE hypertable_name = 'ts_price_history' AND ($1::timestamptz IS NULL OR (range_start <= $1 AND range_end > $1))`,
    [at],
  );
  return rows;
}
