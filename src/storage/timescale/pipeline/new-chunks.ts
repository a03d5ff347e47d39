import type pg from 'pg';
import type { EpochMicros } from '../../../domain/nominal.ts';
import { fieldText } from '../field-text.ts';
import { mostRecentDays } from '../wide-chunks.ts';
import type { SeriesSpan } from './bar-notes.ts';
import { asMicros, type Chunk, chunksOfPrices, makeChunks } from './price-chunks.ts';

/** How chunks that have to be made for old bars are to be. */
export interface ChunkPlan {
  readonly widthDays: number;
  /** Whether many bars are to come: their index is then built when all are there, in a fifth of the time. */
  readonly many: boolean;
}

/** Bars, and from when to when they are. */
export interface SpannedBars {
  readonly bars: readonly { readonly ts: EpochMicros }[];
  readonly spans: readonly SeriesSpan[];
}

const microsPerDay = 86_400_000_000;

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

  /** Makes chunks for all of these bars that are old and in none yet. */
  async cover(batches: readonly SpannedBars[], plan: ChunkPlan): Promise<void> {
    const missing = batches.filter(({ spans }) => !spans.every((span) => this.#isCovered(span)));
    let times = missing.flatMap(({ bars }) => bars.map(({ ts }) => ts));
    for (;;) {
      times = times.filter((ts) => ts < this.#recent && !this.#find(ts));
      if (times.length === 0) return;
      await this.#make(apart(times, plan.widthDays * microsPerDay), plan);
    }
  }

  /** Whether a time lies in a chunk that was made here and has no index yet: nothing else can be stored there. */
  isNew(ts: EpochMicros): boolean {
    return this.#find(ts)?.index != null;
  }

  /** Whether all bars of these spans lie in such chunks, or none; null: some may do. */
  areNew(spans: readonly SeriesSpan[]): boolean | null {
    const chunks = spans.flatMap(({ first, last }) => [this.#find(first), this.#find(last)]);
    const [one] = chunks;
    return chunks.every((chunk) => chunk === one) ? one?.index != null : null;
  }

  /**
   * Builds the indexes that are still missing.
   * @returns rows that had to go because a later one has their key
   */
  async finish(): Promise<{ symbol: string; interval: string }[]> {
    const bare = this.#chunks.flatMap(({ name, index }) => (index === null ? [] : [{ name, index }]));
    if (bare.length === 0) return [];
    if (await this.#build(bare.map(({ index }) => index))) return [];
    const gone = [];
    for (const { name, index } of bare) {
      if (await this.#build([index])) continue;
      gone.push(...(await this.#removeTwins(name)));
      await this.#client.query(index);
    }
    return gone;
  }

  #isCovered({ first, last }: SeriesSpan): boolean {
    if (first >= this.#recent) return true;
    const chunk = this.#find(first);
    return chunk !== undefined && chunk === this.#find(last);
  }

  #find(ts: number): Chunk | undefined {
    const last = this.#last;
    if (last && ts >= last.start && ts < last.end) return last;
    this.#last = this.#chunks.find(({ start, end }) => ts >= start && ts < end);
    return this.#last;
  }

  /** No wide chunk may reach into recent days: new chunks are cut where old ones begin. */
  async #make(times: readonly number[], { widthDays, many }: ChunkPlan): Promise<void> {
    const boundary = this.#find(this.#recent) ? null : fieldText('timestamptz', this.#recent);
    const made = await makeChunks(this.#client, {
      boundary,
      times: times.map((ts) => fieldText('timestamptz', ts)),
      width: `${widthDays} days`,
    });
    const chunks = await chunksOfPrices(this.#client);
    const known = new Map(this.#chunks.map((chunk) => [chunk.name, chunk]));
    const isBare = ({ name, start }: Chunk) =>
      many && this.#canDropIndexes && start < this.#recent && made.has(name);
    const bare = await dropIndexes(this.#client, chunks.filter(isBare));
    this.#chunks = chunks.map((chunk) => known.get(chunk.name) ?? bare.get(chunk.name) ?? chunk);
    this.#last = undefined;
    const missed = times.find((ts) => !this.#find(ts));
    if (missed !== undefined) throw new Error(`no chunk was made for ${fieldText('timestamptz', missed)}`);
  }

  /** False where rows have the same key; then nothing is built. */
  async #build(indexes: readonly string[]): Promise<boolean> {
    try {
      await this.#client.query(['SAVEPOINT before_index', ...indexes].join('; '));
      return true;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await this.#client.query('ROLLBACK TO before_index');
      return false;
    }
  }

  async #removeTwins(name: string): Promise<{ symbol: string; interval: string }[]> {
    const { rows } = await this.#client.query<{ symbol: string; interval: string }>(
      `DELETE FROM ${name} AS bar USING (
         SELECT ctid AS place, row_number() OVER (PARTITION BY symbol, interval, ts ORDER BY ctid DESC) AS number FROM ${name}
       ) AS twin WHERE bar.ctid = twin.place AND twin.number > 1 RETURNING symbol, interval`,
    );
    return rows;
  }
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

/** Of these times as many as are so far apart: a chunk of that width is made for each at most. */
function apart(times: readonly number[], width: number): number[] {
  let next = Number.NEGATIVE_INFINITY;
  return times
    .toSorted((one, other) => one - other)
    .filter((ts) => {
      if (ts < next) return false;
      next = ts + width;
      return true;
    });
}

/** Chunks without their unique index, by name, with the statement that makes it again. */
async function dropIndexes(client: pg.PoolClient, chunks: readonly Chunk[]): Promise<Map<string, Chunk>> {
  if (chunks.length === 0) return new Map();
  const { rows } = await client.query<{ chunk: number; index: string; definition: string }>(
    `SELECT place::int - 1 AS chunk, indexrelid::regclass::text AS index, pg_get_indexdef(indexrelid) AS definition
     FROM unnest($1::text[]) WITH ORDINALITY AS chunk (name, place)
     JOIN pg_index ON indrelid = chunk.name::regclass AND indisunique`,
    [chunks.map(({ name }) => name)],
  );
  if (rows.length > 0) await client.query(`DROP INDEX ${rows.map(({ index }) => index).join(', ')}`);
  return new Map(
    rows.flatMap(({ chunk: at, definition }) => {
      const chunk = chunks[at];
      return chunk ? [[chunk.name, { ...chunk, index: definition }] as const] : [];
    }),
  );
}
