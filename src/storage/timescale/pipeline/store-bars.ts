import type pg from 'pg';
import type { BarRecord } from '../../../domain/bar-record.ts';
import type { JudgedBars } from '../../../domain/judged-bars.ts';
import { noteAggregatesDue } from '../aggregates-due.ts';
import { copyInto } from '../bulk-writer.ts';
import { fieldText } from '../field-text.ts';
import { pauseRetentionFor } from '../policies.ts';
import { inTransaction } from '../transaction.ts';
import { backfillChunkDays } from '../wide-chunks.ts';
import { type MergeOutcome, mergeBars } from './bar-merge.ts';
import { quarantineRows, replaceNotes, type SeriesSpan } from './bar-notes.ts';
import { barTable } from './bar-table.ts';
import { type EtlRun, noCounts, noteSymbols, type RunNote, type SeriesCounts } from './etl-run.ts';
import { gather } from './gather.ts';
import { isUniqueViolation, NewChunks } from './new-chunks.ts';
import { storable } from './quarantine-place.ts';

/** How bars are stored. */
export interface StoreOptions {
  /** Whether bars of other sources are replaced. */
  readonly replace: boolean;
  /** Age at which chunks are compressed, as a PostgreSQL interval; null: never. */
  readonly compressAfter: string | null;
  /** Age at which raw bars are dropped; null: never. Retention is paused where bars come that it would drop. */
  readonly retentionRawBars: string | null;
  /** About how many bars will come, for the width of chunks; null: not known. */
  readonly expectedBars: number | null;
  /** Work of the same transaction, when all bars are there: the coverage ledger. */
  onStored?(client: pg.PoolClient, stored: readonly SeriesSpan[]): Promise<void>;
}

/** From so many bars on, a batch is worth looking whether it can be copied without being compared. */
const manyBars = 2_000;
const microsPerDay = 86_400_000_000;

/**
 * Stores judged bars with their notes, the quarantine, the lines of the run and whatever `onStored` does, in one
 * transaction: afterwards all is there, or nothing is. The next batch is made ready while one is being written.
 * @returns the lines of the run
 */
export function storeBars(
  pool: pg.Pool,
  run: EtlRun,
  batches: AsyncIterable<JudgedBars> | Iterable<JudgedBars>,
  options: StoreOptions,
): Promise<RunNote[]> {
  return inTransaction(pool, async (client) => {
    const store = new BarStore(client, run, options, await NewChunks.open(client, options.compressAfter));
    const gathered = gather(batches);
    let next = await gathered.next();
    while (!next.done) {
      // Both, so that neither failure is left unheard.
      const [written, following] = await Promise.allSettled([store.write(next.value), gathered.next()]);
      if (written.status === 'rejected') throw written.reason;
      if (following.status === 'rejected') throw following.reason;
      next = following.value;
    }
    return store.finish();
  });
}

/** The work of one transaction. */
class BarStore {
  readonly #client: pg.PoolClient;
  readonly #run: EtlRun;
  readonly #options: StoreOptions;
  readonly #chunks: NewChunks;
  readonly #counts = new Map<string, SeriesCounts>();
  readonly #spans = new Map<string, SeriesSpan>();
  #tallies: JudgedBars['tallies'] = [];

  constructor(client: pg.PoolClient, run: EtlRun, options: StoreOptions, chunks: NewChunks) {
    this.#client = client;
    this.#run = run;
    this.#options = options;
    this.#chunks = chunks;
  }

  async write({ bars, notes, quarantined, tallies }: JudgedBars): Promise<void> {
    this.#tallies = tallies;
    const spans = spansOf(bars);
    for (const span of spans) widen(this.#spans, span);
    if (bars.length > 0) await this.#writeBars(bars, spans);
    await replaceNotes(this.#client, this.#run, spans, notes);
    await quarantineRows(this.#client, this.#run, quarantined);
  }

  async finish(): Promise<RunNote[]> {
    for (const { symbol, interval } of await this.#chunks.finish()) {
      this.#count(symbol, interval, 'written', -1);
      this.#count(symbol, interval, 'corrected', 1);
    }
    const stored = [...this.#spans.values()];
    if (stored.length > 0) {
      const { first, last } = reachOf(stored);
      const [oldest, latest] = [fieldText('timestamptz', first), fieldText('timestamptz', last)];
      await pauseRetentionFor(this.#client, oldest, this.#options.retentionRawBars);
      if (this.#changesAnything()) await noteAggregatesDue(this.#client, { first: oldest, last: latest });
    }
    await this.#options.onStored?.(this.#client, stored);
    const lines = this.#lines();
    await noteSymbols(this.#client, this.#run, lines);
    return lines;
  }

  async #writeBars(bars: readonly BarRecord[], spans: readonly SeriesSpan[]): Promise<void> {
    const many = bars.length >= manyBars;
    const { expectedBars } = this.#options;
    const times = bars.map(({ ts }) => ts);
    const width = `${backfillChunkDays(expectedBars ?? bars.length, daysOf(spans))} days`;
    await this.#chunks.cover(times, { width, many });
    const ofNew = bars.filter(({ ts }) => this.#chunks.isNew(ts));
    await this.#copy(ofNew);
    const others = ofNew.length === 0 ? bars : bars.filter(({ ts }) => !this.#chunks.isNew(ts));
    if (others.length >= manyBars && (await this.#noneIsStored(others))) await this.#copyOrMerge(others);
    else await this.#merge(others);
  }

  async #copy(bars: readonly BarRecord[]): Promise<void> {
    await copyInto(this.#client, barTable.name, barTable, bars);
    for (const { symbol, interval } of bars) this.#count(symbol, interval, 'written', 1);
  }

  /** Somebody else can store a bar between the look and the copy. */
  async #copyOrMerge(bars: readonly BarRecord[]): Promise<void> {
    await this.#client.query('SAVEPOINT before_copy');
    try {
      await copyInto(this.#client, barTable.name, barTable, bars);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await this.#client.query('ROLLBACK TO before_copy');
      await this.#merge(bars);
      return;
    }
    for (const { symbol, interval } of bars) this.#count(symbol, interval, 'written', 1);
  }

  async #merge(bars: readonly BarRecord[]): Promise<void> {
    for (const { symbol, interval, outcome, bars: number } of await mergeBars(
      this.#client,
      bars,
      this.#options.replace,
    )) {
      this.#count(symbol, interval, outcome, number);
    }
  }

  /** One question for all: whether no bar of these series is stored in the time they span. */
  async #noneIsStored(bars: readonly BarRecord[]): Promise<boolean> {
    const spans = spansOf(bars);
    const { rows } = await this.#client.query<{ some: boolean }>(
      `SELECT EXISTS (
         SELECT FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS span (symbol, interval, first, last)
         WHERE EXISTS (SELECT FROM ts_price_history AS bar WHERE bar.symbol = span.symbol AND bar.interval = span.interval
           AND bar.ts BETWEEN span.first AND span.last)) AS some`,
      [
        spans.map(({ symbol }) => symbol),
        spans.map(({ interval }) => interval),
        spans.map(({ first }) => fieldText('timestamptz', first)),
        spans.map(({ last }) => fieldText('timestamptz', last)),
      ],
    );
    return rows[0]?.some === false;
  }

  #count(symbol: string, interval: string, outcome: MergeOutcome, bars: number): void {
    const key = `${symbol} ${interval}`;
    let counts = this.#counts.get(key);
    if (!counts) {
      counts = noCounts();
      this.#counts.set(key, counts);
    }
    counts[outcome] += bars;
  }

  #changesAnything(): boolean {
    return [...this.#counts.values()].some(({ written, corrected }) => written + corrected > 0);
  }

  /** One line for each symbol and interval, however they were spelt. */
  #lines(): RunNote[] {
    const lines = new Map<string, RunNote>();
    for (const tally of this.#tallies) {
      const [symbol, interval] = [storable(tally.symbol), storable(tally.interval)];
      const key = `${symbol} ${interval}`;
      const counts = lines.get(key)?.counts ?? { ...(this.#counts.get(key) ?? noCounts()) };
      counts.fetched += tally.fetched;
      counts.merged += tally.merged;
      counts.quarantined += tally.quarantined;
      counts.flagged += tally.flagged;
      counts.mended += tally.mended;
      const nothing = counts.fetched > 0 && counts.quarantined === counts.fetched;
      const reason = nothing ? 'all bars were quarantined' : null;
      lines.set(key, { symbol, interval, outcome: nothing ? 'failed' : 'success', reason, counts });
    }
    return [...lines.values()];
  }
}

function spansOf(bars: readonly BarRecord[]): SeriesSpan[] {
  const spans = new Map<string, SeriesSpan>();
  let last: SeriesSpan | undefined;
  for (const { symbol, interval, ts } of bars) {
    if (last?.symbol === symbol && last.interval === interval) {
      if (ts > last.last) last.last = ts;
      else if (ts < last.first) last.first = ts;
    } else {
      last = widen(spans, { symbol, interval, first: ts, last: ts });
    }
  }
  return [...spans.values()];
}

/** Adds a span to those there are. */
function widen(spans: Map<string, SeriesSpan>, span: SeriesSpan): SeriesSpan {
  const key = `${span.symbol} ${span.interval}`;
  const known = spans.get(key);
  if (!known) {
    const own = { ...span };
    spans.set(key, own);
    return own;
  }
  known.first = Math.min(known.first, span.first);
  known.last = Math.max(known.last, span.last);
  return known;
}

function daysOf(spans: readonly SeriesSpan[]): number {
  const { first, last } = reachOf(spans);
  return Math.max(1, (last - first) / microsPerDay);
}

/** From the first bar to the last one. The times are not arguments of one call: there can be any number of series. */
function reachOf(spans: readonly SeriesSpan[]): { first: number; last: number } {
  return {
    first: spans.reduce((least, span) => Math.min(least, span.first), Number.POSITIVE_INFINITY),
    last: spans.reduce((most, span) => Math.max(most, span.last), Number.NEGATIVE_INFINITY),
  };
}
