import type { Interval } from './interval.ts';
import type { EpochMs, TickerSymbol } from './nominal.ts';

/** A backtest or a search for parameters as it is kept. `question` and `result` are plain JSON. */
export interface NewRun {
  readonly kind: 'backtest' | 'search';
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  /** SHA-256 of the bars, and of the question. */
  readonly dataHash: string;
  readonly configurationHash: string;
  readonly question: unknown;
  readonly result: unknown;
}

export interface StoredRun extends NewRun {
  readonly id: string;
  /** When it was last asked. */
  readonly madeAt: EpochMs;
}

export interface RunFilter {
  readonly symbol?: TickerSymbol | undefined;
  readonly limit?: number | undefined;
}

/** A run as a list shows it. */
export interface RunHead extends Pick<StoredRun, 'id' | 'madeAt' | 'kind' | 'symbol' | 'interval'> {
  /** In the order of the answer. */
  readonly strategies: string[];
  /** Of the first of them, percent. */
  readonly returnPercent: number | null;
  /** To go on from it, epoch microseconds. */
  readonly madeAtMicros: string;
}

export interface RunHeadFilter extends RunFilter {
  readonly limit: number;
  /** The last one seen. */
  readonly after?: Pick<RunHead, 'id' | 'madeAtMicros'> | undefined;
}

/** Where runs are kept. */
export interface RunStore {
  /** The same question about the same bars is kept once. @returns its number */
  save(run: NewRun): Promise<string>;
  /** The newest first. */
  list(filter: RunFilter): Promise<StoredRun[]>;
  /** The same without questions and answers, which can be large. */
  heads(filter: RunHeadFilter): Promise<RunHead[]>;
  find(id: string): Promise<StoredRun | null>;
  /** @returns how many there were */
  delete(ids: readonly string[]): Promise<number>;
}
