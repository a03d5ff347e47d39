import type { Interval } from '../../domain/interval.ts';
import type { BarRange } from '../../domain/market-store.ts';
import type { SearchOptions } from '../backtest/optimise-answer.ts';
import type { BacktestOptions } from '../backtest/question.ts';
import { strategyReference } from '../strategies/strategy-reference.ts';

/** Raised whenever the same question about the same bars comes to other numbers. */
const engineVersion = 1;

/** What was asked, so that it can be asked again. Plain JSON. */
export interface RunQuestion {
  readonly engine: number;
  readonly symbol: string;
  readonly interval: Interval;
  readonly range: BarRange;
  readonly options: Omit<BacktestOptions, 'signal' | 'threads'>;
  /** Null for a backtest. */
  readonly search: SearchOptions | null;
  /** Strategy files as they were, by the name they were asked for. */
  readonly files: Readonly<Record<string, { readonly hash: string; readonly source: string }>>;
}

export function questionOf(
  symbol: string,
  interval: Interval,
  range: BarRange,
  { signal, threads, ...options }: BacktestOptions,
  search: SearchOptions | null,
): RunQuestion {
  const files: Record<string, { hash: string; source: string }> = {};
  for (const { name } of options.strategies) {
    const reference = strategyReference(name, options.folder);
    if (reference.kind === 'file') files[name] = { hash: reference.hash, source: reference.source };
  }
  return { engine: engineVersion, symbol, interval, range, options, search, files };
}
