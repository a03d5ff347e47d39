import type pg from 'pg';
import type { BarRecord } from '../../../domain/bar-record.ts';
import type { JudgedBars } from '../../../domain/judged-bars.ts';
import { noteAggregatesDue } from '../aggregates-due.ts';
import { copyRows } from '../bulk-writer.ts';
import { binaryRows } from '../copy-binary.ts';
import { fieldText } from '../field-text.ts';
import { pauseRetentionFor } from '../policies.ts';
import { inTransaction } from '../transaction.ts';
import { backfillChunkDays } from '../wide-chunks.ts';
import { Backlog } from './backlog.ts';
import { mergeBars } from './bar-merge.ts';
import { keyText, type SeriesSpan } from './bar-notes.ts';
import { barTable } from './bar-table.ts';
import { type EtlRun, noteSymbols, type RunNote } from './etl-run.ts';
import { FreeStretches } from './free-stretches.ts';
import { isUniqueViolation, NewChunks } from './new-chunks.ts';
import { NoteKeeper } from './note-keeper.ts';
import { SeriesLines } from './series-lines.ts';
import { daysOf, spansOf, timeOf, widen } from './series-spans.ts';

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

/** From so many bars on, they are worth looking whether they can be copied without being compared. */
const manyBars = 1_500;
/** From so many bars on, COPY data is made before it is known whether they are copied or compared. */
const worthMaking = 500;
const noKeys: ReadonlySet<string> = new Set();
/** Bars that are written at once: fewer take more statements, and more take memory. */
const [fewestAtOnce, mostWaiting] = [4_000, 20_000];

/** Bars on their way to storage. */
interface Batch extends JudgedBars {
  readonly spans: readonly SeriesSpan[];
  /** The bars as COPY data; null where they are too few to be worth it before it is known what becomes of them. */
  readonly rows: readonly Buffer[] | null;
}

/**
 * Stores judged bars with their notes, the quarantine, the lines of the run and whatever `onStored` does, in one
 * transaction: afterwards all is there, or nothing is. The next batches are made ready while some are being written.
 * @returns the lines of the run
 */
export function storeBars(
  pool: pg.Pool,
  run: EtlRun,
  batches: AsyncIterable<JudgedBars> | Iterable<JudgedBars>,
  options: StoreOptions,
): Promise<RunNote[]> {
  return inTransaction(pool, async (client) => {
    const sizeOf = ({ bars, notes, quarantined }: Batch) => bars.length + notes.length + quarantined.length;
    const backlog = new Backlog(madeReady(batches), { sizeOf, most: mostWaiting });
    try {
      const chunks = await NewChunks.open(client, options.compressAfter);
      const store = new BarStore(client, run, options, chunks);
      // The first ones early: the database has nothing to do yet.
      for (let next = await backlog.take(manyBars); next; next = await backlog.take(fewestAtOnce))
        await store.write(next);
      return await store.finish();
    } finally {
      await backlog.close();
    }
  });
}

/** COPY data is made here and not when it is sent: the database is busy with the bars before meanwhile. */
async function* madeReady(batches: AsyncIterable<JudgedBars> | Iterable<JudgedBars>): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    const rows = batch.bars.length < worthMaking ? null : [...binaryRows(barTable, batch.bars)];
    yield { ...batch, spans: spansOf(batch.bars), rows };
  }
}

/** The work of one transaction. */
class BarStore {
  readonly #client: pg.PoolClient;
  readonly #run: EtlRun;
  readonly #options: StoreOptions;
  readonly #chunks: NewChunks;
  readonly #free: FreeStretches;
  readonly #notes: NoteKeeper;
  readonly #lines = new SeriesLines();
  readonly #spans = new Map<string, SeriesSpan>();
  #hasSavepoint = false;

  constructor(client: pg.PoolClient, run: EtlRun, options: StoreOptions, chunks: NewChunks) {
    this.#client = client;
    this.#run = run;
    this.#options = options;
    this.#chunks = chunks;
    this.#free = new FreeStretches(client);
    this.#notes = new NoteKeeper(client, run);
  }

  async write(batches: readonly Batch[]): Promise<void> {
    for (const { spans, tallies, quarantined } of batches) {
      this.#lines.take(tallies, quarantined);
      for (const span of spans) widen(this.#spans, span);
    }
    const withBars = batches.filter(({ bars }) => bars.length > 0);
    const kept = withBars.length > 0 ? await this.#writeBars(withBars) : noKeys;
    for (const batch of batches) await this.#notes.add(batch, batch.spans, kept);
  }

  async finish(): Promise<RunNote[]> {
    await this.#notes.flush();
    for (const series of await this.#chunks.finish()) {
      this.#lines.count(series, 'written', -1);
      this.#lines.count(series, 'corrected', 1);
    }
    const stored = [...this.#spans.values()];
    if (stored.length > 0) {
      const { first, last } = timeOf(stored);
      const [oldest, latest] = [fieldText('timestamptz', first), fieldText('timestamptz', last)];
      await pauseRetentionFor(this.#client, oldest, this.#options.retentionRawBars);
      if (this.#lines.changesAnything())
        await noteAggregatesDue(this.#client, { first: oldest, last: latest });
    }
    await this.#options.onStored?.(this.#client, stored);
    const lines = this.#lines.lines();
    await noteSymbols(this.#client, this.#run, lines);
    return lines;
  }

  /** @returns the keys of bars that were kept as they were stored */
  async #writeBars(batches: readonly Batch[]): Promise<ReadonlySet<string>> {
    const count = batches.reduce((sum, { bars }) => sum + bars.length, 0);
    const days = daysOf(batches.flatMap(({ spans }) => spans));
    const widthDays = backfillChunkDays(this.#options.expectedBars ?? count, days);
    await this.#chunks.cover(batches, { widthDays, many: count >= manyBars });
    const ofNew: Batch[] = [];
    const others: Batch[] = [];
    for (const batch of batches) {
      const isNew = this.#chunks.areNew(batch.spans);
      if (isNew === null) {
        const [some, rest] = this.#divided(batch);
        ofNew.push(some);
        others.push(rest);
      } else (isNew ? ofNew : others).push(batch);
    }
    await this.#copy(ofNew, false);
    return this.#copyOrMerge(others);
  }

  /** The bars that lie in new chunks, and the rest. */
  #divided({ bars }: Batch): [Batch, Batch] {
    const part = (isNew: boolean): Batch => {
      const some = bars.filter(({ ts }) => this.#chunks.isNew(ts) === isNew);
      return { bars: some, notes: [], quarantined: [], tallies: [], spans: spansOf(some), rows: null };
    };
    return [part(true), part(false)];
  }

  async #copy(batches: readonly Batch[], mayCollide: boolean): Promise<void> {
    const rows = batches.flatMap((batch) => batch.rows ?? [...binaryRows(barTable, batch.bars)]);
    if (rows.length === 0) return;
    await copyRows(this.#client, barTable, rows, { mayCollide });
    for (const { bars } of batches) this.#lines.countWritten(bars);
  }

  /** Somebody else can store a bar between the look and the copy. */
  async #copyOrMerge(batches: readonly Batch[]): Promise<ReadonlySet<string>> {
    if (batches.length === 0) return noKeys;
    const bars =
      batches.length === 1 && batches[0] ? batches[0].bars : batches.flatMap((batch) => batch.bars);
    const spans = batches.flatMap((batch) => batch.spans);
    const isFree = await this.#free.contain(spans, { ask: bars.length >= manyBars });
    if (!isFree) return this.#merge(bars, spans);
    await this.#setSavepoint();
    try {
      await this.#copy(batches, true);
      this.#free.fill(spans);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await this.#client.query('ROLLBACK TO before_copy');
      this.#free.forget();
      return this.#merge(bars, spans);
    }
    return noKeys;
  }

  async #setSavepoint(): Promise<void> {
    // Released, for one within the other would pile up.
    await this.#client.query(`${this.#hasSavepoint ? 'RELEASE before_copy; ' : ''}SAVEPOINT before_copy`);
    this.#hasSavepoint = true;
  }

  async #merge(bars: readonly BarRecord[], spans: readonly SeriesSpan[]): Promise<ReadonlySet<string>> {
    const counts = await mergeBars(this.#client, bars, this.#options.replace);
    this.#free.fill(spans);
    const keys = new Set<string>();
    for (const count of counts) {
      this.#lines.countMerged(count);
      const { symbol, interval, kept } = count;
      for (const ts of kept ?? []) keys.add(keyText({ symbol, interval, ts }));
    }
    return keys;
  }
}
