import { messageOf, StockulaError } from '../domain/errors.ts';
import type { EpochMs } from '../domain/nominal.ts';
import type { Staleness } from '../domain/staleness.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';
import type { Market, MarketService } from './market-service.ts';

/** The file that answers while the database does not. */
export interface StandIn {
  /** Absolute. */
  readonly file: string;
  readonly until: EpochMs;
  readonly open: (stale: Staleness) => Promise<Market>;
}

export interface ResilientOptions {
  readonly open: () => Promise<Market>;
  readonly standIn: StandIn | null;
  /** Between attempts to reach the database again. */
  readonly retryMs?: number;
  /** Where another store can answer, a database that is silent for so long counts as lost. */
  readonly answerWithinMs?: number;
}

interface Outage {
  readonly since: EpochMs;
  readonly error: unknown;
}

const defaultRetryMs = 1_000;
/** With the time the stand-in takes, nobody waits for ten seconds. */
const defaultAnswerWithinMs = 8_000;

/**
 * A database that may go away while it is asked. It is opened again as soon as it answers, with nothing kept from
 * before. Meanwhile a stand-in answers at once, if there is one; otherwise a question waits for the attempt to reopen
 * that is under way, and fails if that does. Questions are only read, so one that failed can be asked again.
 */
export class ResilientMarket implements MarketService {
  readonly #options: ResilientOptions;
  #market: Market | null = null;
  #outage: Outage | null = null;
  #attempt: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(options: ResilientOptions) {
    this.#options = options;
  }

  /**
   * @param mustAnswer refuse where the database does not open, even if a file could stand in
   * @throws StockulaError what opening the database reports
   */
  static async open(options: ResilientOptions, mustAnswer: boolean): Promise<ResilientMarket> {
    const service = new ResilientMarket(options);
    service.#connect();
    await service.#attempt;
    if (service.#market !== null || (!mustAnswer && service.#activeStandIn() !== null)) return service;
    await service.close();
    throw service.#unanswered();
  }

  /** @throws whatever the work throws; StockulaError where neither database nor stand-in answers */
  async use<Answer>(work: (market: Market) => Promise<Answer>): Promise<Answer> {
    // Another request may have had it reopened meanwhile.
    for (let market = this.#market; market !== null; market = this.#market) {
      try {
        return await this.#ask(market, work);
      } catch (error) {
        // What goes wrong on a market that another request has found lost meanwhile is no fault of the question.
        if (market === this.#market && !isLostConnection(error)) throw error;
        this.#lose(market, error);
      }
    }
    const standIn = this.#activeStandIn();
    if (standIn !== null) return this.#askStandIn(standIn, work);
    await this.#attempt;
    if (this.#market === null) throw this.#unanswered();
    return work(this.#market);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#attempt;
    await this.#market?.close();
    this.#market = null;
  }

  #ask<Answer>(market: Market, work: (market: Market) => Promise<Answer>): Promise<Answer> {
    if (this.#activeStandIn() === null) return work(market);
    return inTime(work(market), this.#options.answerWithinMs ?? defaultAnswerWithinMs);
  }

  async #askStandIn<Answer>(standIn: StandIn, work: (market: Market) => Promise<Answer>): Promise<Answer> {
    const { since, error: reason } = this.#outage ?? { since: Date.now() as EpochMs, error: null };
    try {
      return await work(await standIn.open({ since, reason: messageOf(reason), file: standIn.file }));
    } catch (error) {
      if (!(error instanceof StockulaError) || error.code !== 'SOURCE_UNUSABLE') throw error;
      throw this.#unanswered(messageOf(error));
    }
  }

  #activeStandIn(): StandIn | null {
    const { standIn } = this.#options;
    return standIn !== null && Date.now() < standIn.until ? standIn : null;
  }

  #lose(market: Market, error: unknown): void {
    if (this.#market !== market) return;
    this.#market = null;
    this.#outage = { since: Date.now() as EpochMs, error };
    // It may wait for an answer that never comes, and what is lost cannot fail to close in a way that matters.
    market.close().catch(() => undefined);
    this.#connect();
  }

  #connect(): void {
    if (!this.#closed) this.#attempt = this.#open();
  }

  async #open(): Promise<void> {
    try {
      this.#market = await this.#options.open();
      this.#outage = null;
    } catch (error) {
      this.#outage = { since: this.#outage?.since ?? (Date.now() as EpochMs), error };
      this.#timer = setTimeout(() => this.#connect(), this.#options.retryMs ?? defaultRetryMs).unref();
    }
  }

  #unanswered(standInFailure?: string): unknown {
    const error = this.#outage?.error;
    const { standIn } = this.#options;
    if (standIn === null || !(error instanceof StockulaError)) return error;
    const { expected, got, remedy } = error.parts;
    const why = standInFailure ?? `stood in for it until ${new Date(standIn.until).toISOString()}`;
    return new StockulaError(
      error.code,
      {
        expected,
        got: `${got}; the older application's file ${standIn.file}: ${why}`,
        remedy: `${remedy} That file still answers with storage.backend: sqlite and data.db_path: ${standIn.file}, or as a stand-in until a later storage.fallback_until.`,
      },
      error,
    );
  }
}

function inTime<Answer>(answer: Promise<Answer>, ms: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(silent(ms)), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function silent(ms: number): StockulaError {
  return new StockulaError('DATABASE_UNAVAILABLE', {
    expected: `the database to answer within ${ms / 1000} s`,
    got: 'nothing',
    remedy: 'Check that it runs and can be reached.',
  });
}
