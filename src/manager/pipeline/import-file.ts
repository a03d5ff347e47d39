import { startOf } from '../../domain/day.ts';
import { messageOf } from '../../domain/errors.ts';
import type { JudgedBars } from '../../domain/judged-bars.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import { BarJudge } from '../../etl/bar-judge.ts';
import type { KnownSplit } from '../../etl/rules/context.ts';
import { currencyUnit } from '../../etl/transform/currency-unit.ts';
import type { FileOptions } from '../../sources/files/options.ts';
import type { FilePart } from '../../sources/files/part.ts';
import { noticeChanges } from '../../storage/timescale/change-notices.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import { beginRun, type EtlRun, endRun, interrupted } from '../../storage/timescale/pipeline/etl-run.ts';
import { storeBars } from '../../storage/timescale/pipeline/store-bars.ts';
import { storeInstruments } from '../../storage/timescale/pipeline/store-company.ts';
import { retryContended } from '../../storage/timescale/retry-contended.ts';
import { FileActions } from './file-actions.ts';
import { type FileAhead, openAhead } from './file-ahead.ts';
import { FileSessions } from './file-sessions.ts';
import { mergedSplits, readKnownSplits } from './instruments.ts';
import type { Pipeline } from './pipeline.ts';
import { countReport, type RunReport, type SymbolReport } from './run-report.ts';

/** A file to be imported. */
export interface ImportWish {
  readonly path: string;
  readonly options: FileOptions;
  /** Whether bars of other sources are replaced. */
  readonly replace: boolean;
}

export interface ImportControl {
  readonly signal: AbortSignal;
  readonly onRows?: (rows: number) => void;
  /** Called when all rows are read and judged, while the last ones are still to be written. */
  readonly onRead?: () => void;
  /** Told the members of a zip file that are no tables. */
  readonly onSkipped?: (member: string) => void;
}

/**
 * Imports a file: all its parts in one transaction, so that either all of it can be seen afterwards or nothing. Rows
 * are read, judged and written in a stream: memory does not grow with the file.
 * @param ahead the file, where its first rows have been read already
 * @throws StockulaError SOURCE_UNUSABLE where the file is not as it should be; then nothing was stored
 */
export async function importFile(
  pipeline: Pipeline,
  wish: ImportWish,
  control: ImportControl,
  ahead: FileAhead = openAhead(wish.path, wish.options, control.onSkipped),
): Promise<RunReport> {
  try {
    return await importRun(pipeline, wish, control, ahead);
  } finally {
    await ahead.close();
  }
}

/** How often a file is read again from its beginning because a key that it stores is there already. */
const rereadings = 2;

async function importRun(
  pipeline: Pipeline,
  wish: ImportWish,
  control: ImportControl,
  ahead: FileAhead,
): Promise<RunReport> {
  const start = performance.now();
  const { pool } = pipeline.database;
  const run = await beginRun(pool, { kind: 'file', source: 'file', place: wish.path });
  try {
    // Read again from its beginning, should it lose against another writer: nothing of it was stored then.
    let begun: FileAhead | null = ahead;
    const symbols = await retryContended(
      async () => {
        const file = begun ?? openAhead(wish.path, wish.options, control.onSkipped);
        begun = null;
        try {
          return await new FileImport(pipeline, run, { wish, control, ahead: file }).store();
        } finally {
          await file.close();
        }
      },
      { afterDuplicates: rereadings },
    );
    await endRun(pool, run, null);
    for (const report of symbols) countReport(pipeline.metrics, 'file', report);
    return { id: run.id, kind: 'file', seconds: (performance.now() - start) / 1000, symbols };
  } catch (error) {
    const why = control.signal.aborted ? interrupted : messageOf(error);
    await endRun(pool, run, why).catch(() => undefined);
    throw error;
  }
}

interface Imported {
  readonly wish: ImportWish;
  readonly control: ImportControl;
  readonly ahead: FileAhead;
}

/** The import of one file. */
class FileImport {
  readonly #pipeline: Pipeline;
  readonly #run: EtlRun;
  readonly #wish: ImportWish;
  readonly #control: ImportControl;
  readonly #ahead: FileAhead;
  readonly #now: EpochMicros;
  readonly #actions: FileActions;
  #splits: ReadonlyMap<string, readonly KnownSplit[]> = new Map();
  #sessions = new FileSessions(new Map());

  constructor(pipeline: Pipeline, run: EtlRun, { wish, control, ahead }: Imported) {
    this.#pipeline = pipeline;
    this.#run = run;
    this.#wish = wish;
    this.#control = control;
    this.#ahead = ahead;
    this.#now = (pipeline.now() * 1000) as EpochMicros;
    this.#actions = new FileActions(this.#now);
  }

  async store(): Promise<SymbolReport[]> {
    const { database, policies, onChanged } = this.#pipeline;
    const { options, replace } = this.#wish;
    this.#splits = await readKnownSplits(database.pool, null);
    this.#sessions = new FileSessions(await readExchanges(this.#pipeline));
    let changed: string[] = [];
    const lines = await storeBars(database.pool, this.#run, this.#judged(), {
      replace,
      compressAfter: policies.compressAfter,
      retentionRawBars: policies.retentionRawBars,
      expectedBars: null,
      onStored: async (client) => {
        const symbols = [...new Set([...this.#sessions.symbols, ...this.#actions.symbols])];
        const { currency } = currencyUnit(options.currency ?? null);
        const instruments = symbols.map((symbol) => ({
          ...{ symbol, exchange: null, currency },
          source: this.#run.source,
        }));
        await storeInstruments(client, instruments);
        await this.#actions.store(client, this.#run, replace);
        await coverageLedger(client).record(this.#sessions.changes());
        changed = [...symbols, 'symbols'];
        await noticeChanges(client, changed);
      },
    });
    await onChanged(changed);
    return lines.map((line) => ({ ...line, source: 'file' }));
  }

  async *#judged(): AsyncGenerator<JudgedBars> {
    const { signal, onRows, onRead } = this.#control;
    let before: JudgedBars['tallies'] = [];
    let rows = 0;
    for await (const opened of this.#ahead.parts()) {
      const part = { ...opened, origin: this.#notAhead(opened.origin) };
      await this.#actions.read(part, (symbol) => this.#originOf(part, symbol));
      const judge = this.#judgeOf(part);
      const taken = (batch: JudgedBars): JudgedBars => {
        this.#sessions.add(batch.bars);
        return { ...batch, tallies: [...before, ...batch.tallies] };
      };
      for await (const batch of part.bars()) {
        signal.throwIfAborted();
        rows += batch.length;
        yield taken(judge.add(batch));
        onRows?.(rows);
      }
      const rest = taken(judge.finish());
      yield rest;
      before = rest.tallies;
    }
    onRead?.();
  }

  /** A date that was named is one at the exchange of each symbol. */
  #originOf({ origin }: FilePart, symbol: TickerSymbol): Origin {
    const { asOfDate } = this.#wish.options;
    if (asOfDate === undefined) return origin;
    const moment = this.#sessions.exchangeOf(symbol).momentOn(startOf(asOfDate));
    return this.#notAhead({ ...origin, fetchedAt: (moment * 1000) as EpochMicros });
  }

  /** A clock that was ahead when the file was written makes no bar final, and no file newer than all others. */
  #notAhead(origin: Origin): Origin {
    return origin.fetchedAt <= this.#now ? origin : { ...origin, fetchedAt: this.#now };
  }

  #judgeOf(part: FilePart): BarJudge {
    return new BarJudge({
      origin: part.origin,
      originOf: (symbol) => this.#originOf(part, symbol),
      now: this.#now,
      asked: null,
      calendarOf: (symbol) => this.#sessions.calendarOf(symbol),
      splitsOf: (symbol) => mergedSplits(this.#splits.get(symbol) ?? [], this.#actions.splitsOf(symbol)),
      undone: null,
      storedAround: () => ({ before: [], after: [] }),
    });
  }
}

async function readExchanges({ database }: Pipeline): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.pool.query<{ symbol: string; exchange: string }>(
    'SELECT symbol, exchange FROM stocks WHERE exchange IS NOT NULL',
  );
  return new Map(rows.map(({ symbol, exchange }) => [symbol, exchange]));
}
