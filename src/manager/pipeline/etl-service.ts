import type { Config } from '../../config/schema.ts';
import type { CoverageLine } from '../../domain/coverage-line.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import type { Day, EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { symbolPage } from '../../storage/timescale/symbol-page.ts';
import type { LentDatabase } from '../lent-database.ts';
import { coverageOf } from './coverage-lines.ts';
import { type HeldSeries, heldSeries, type SeriesWish, seriesOf } from './held-series.ts';
import { listRuns, type RunLineRow, type RunSummaryRow, runLines } from './runs.ts';

/** Which part of the coverage is wanted; null stands for all. */
export interface CoverageWish {
  readonly symbols: readonly TickerSymbol[] | null;
  readonly exchange: string | null;
  readonly interval: Interval | null;
  readonly from: Day | null;
  /** Included. */
  readonly to: Day | null;
  /** The last symbol of the page before. */
  readonly after: string | null;
  /** Symbols of a page. */
  readonly limit: number;
}

export interface CoveragePage {
  readonly lines: readonly CoverageLine[];
  /** The exchange of each symbol as it is stored. */
  readonly exchanges: ReadonlyMap<string, string | null>;
  /** To be asked for with `after`; null at the end. */
  readonly next: string | null;
}

export interface RunDetails {
  readonly run: RunSummaryRow;
  readonly lines: readonly RunLineRow[];
}

/** A provider as the configuration has it. */
export interface SourceState {
  readonly name: string;
  /** Place in the order in which they are asked, from 1; null: not asked for bars. */
  readonly position: number | null;
  /** Whether all it needs is configured. */
  readonly ready: boolean;
  readonly requests: number;
  readonly windowSeconds: number;
  readonly concurrency: number;
}

/** What the pipeline did, and what it holds. */
export class EtlService {
  readonly #database: LentDatabase;
  readonly #config: () => Config;

  constructor(database: LentDatabase, config: () => Config) {
    this.#database = database;
    this.#config = config;
  }

  /** The newest first. @param before id of the last run of the page before */
  runs(limit: number, before: string | null): Promise<RunSummaryRow[]> {
    return this.#database.read(({ pool }) => listRuns(pool, limit, { before }));
  }

  /** @throws StockulaError NOT_FOUND */
  run(id: string): Promise<RunDetails> {
    return this.#database.read(async ({ pool }) => {
      const [run] = await listRuns(pool, 1, { only: id });
      const lines = await runLines(pool, id);
      if (!run || lines === null) throw unknownRun(id);
      return { run, lines };
    });
  }

  /** @throws StockulaError as heldSeries, where symbols are named */
  coverage({ symbols, exchange, interval, from, to, after, limit }: CoverageWish): Promise<CoveragePage> {
    return this.#database.read(async ({ pool }) => {
      const page = await symbolPage(pool, { symbols, exchange, after, limit: limit + 1 });
      const shown = page.slice(0, limit);
      const names = shown.map(({ symbol }) => symbol);
      const now = Date.now() as EpochMs;
      // Who names symbols is told which of them are not there.
      const held =
        symbols === null
          ? (await seriesOf(pool, now, names)).filter((one) => interval === null || one.interval === interval)
          : await heldSeries(pool, now, { symbols, interval });
      return {
        lines: await coverageOf(pool, held, { from, to }),
        exchanges: new Map(shown.map((one) => [one.symbol, one.exchange])),
        next: page.length > limit ? (names.at(-1) ?? null) : null,
      };
    });
  }

  /** The series that are meant and have bars. @throws StockulaError NOT_FOUND, NO_DATA */
  series(wish: SeriesWish): Promise<readonly HeldSeries[]> {
    return this.#database.read(({ pool }) => heldSeries(pool, Date.now() as EpochMs, wish));
  }

  sources(): { readonly offline: boolean; readonly sources: readonly SourceState[] } {
    const { sources } = this.#config();
    const names = ['yahoo', 'tiingo', 'stooq', 'treasury'] as const;
    return {
      offline: sources.offline,
      sources: names.map((name) => {
        const { requests, window_seconds: windowSeconds, concurrency } = sources[name];
        const place = sources.order.indexOf(name as (typeof sources.order)[number]);
        const ready = name !== 'tiingo' || sources.tiingo.api_key !== null;
        return { name, position: place < 0 ? null : place + 1, ready, requests, windowSeconds, concurrency };
      }),
    };
  }
}

function unknownRun(id: string): StockulaError {
  return new StockulaError('NOT_FOUND', {
    expected: 'the number of a run of the pipeline',
    got: id,
    remedy: 'See /api/v1/etl/runs for those there are.',
  });
}
