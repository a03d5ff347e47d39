import type { Interval } from '../../domain/interval.ts';
import type { BarRange, StoredBars } from '../../domain/market-store.ts';
import type { RunStore } from '../../domain/run-store.ts';
import type { Staleness } from '../../domain/staleness.ts';
import type { BacktestAnswer } from '../backtest/answer.ts';
import { backtestBars } from '../backtest/backtest.ts';
import { type SearchAnswer, type SearchOptions, searchBars } from '../backtest/optimise-answer.ts';
import type { BacktestOptions } from '../backtest/question.ts';
import { barNotes } from '../bar-notes.ts';
import type { BarReader } from '../bar-reader.ts';
import type { RunOptions } from '../workers/run-tasks.ts';
import { compareRuns, type RunComparison } from './compare-runs.ts';
import { keepRun, requireRun, runOf } from './keep-run.ts';
import { questionOf, type RunQuestion } from './question.ts';

type Reader = Pick<BarReader, 'bars' | 'cached' | 'calendar'>;

/** What backtests and searches need of the manager. */
export interface RunSources {
  readonly reader: Reader;
  /** Where they are kept; null where they cannot be. */
  readonly runs: RunStore | null;
  readonly stale: Staleness | null;
}

interface Bars {
  readonly symbol: string;
  readonly interval: Interval;
  readonly range: BarRange;
}

/** What a search for parameters is asked. */
export interface ParameterQuestion {
  readonly options: BacktestOptions;
  readonly search: SearchOptions;
  readonly threads?: RunOptions;
}

/** Backtests the bars of a range, and keeps that. */
export async function askBacktest(
  asked: Bars,
  options: BacktestOptions,
  { reader, runs, stale }: RunSources,
): Promise<BacktestAnswer> {
  const stored = await barsOf(asked, options, reader);
  const answer = await backtestOf(stored, asked.range, options, reader);
  const question = questionOf(stored.series.symbol, asked.interval, asked.range, options, null);
  return { ...answer, run: await keepRun(runs, question, stored.series, answer), stale };
}

/** Searches parameters over the bars of a range, and keeps that. */
export async function askSearch(
  asked: Bars,
  { options, search, threads = {} }: ParameterQuestion,
  { reader, runs, stale }: RunSources,
): Promise<SearchAnswer> {
  const stored = await barsOf(asked, options, reader);
  const answer = await searchOf(stored, asked.range, { options, search, threads }, reader);
  const question = questionOf(stored.series.symbol, asked.interval, asked.range, options, search);
  return { ...answer, run: await keepRun(runs, question, stored.series, answer), stale };
}

/** Does a kept run again, with the bars and the strategy files as they are now. Nothing is kept of it. */
export async function askAgain(id: string, { reader, runs }: RunSources): Promise<RunComparison> {
  const before = await requireRun(runs, id);
  const { symbol, interval, range, options, search } = before.question as RunQuestion;
  const stored = await barsOf({ symbol, interval, range }, options, reader);
  const answer =
    search === null
      ? await backtestOf(stored, range, options, reader)
      : await searchOf(stored, range, { options, search }, reader);
  const question = questionOf(symbol, interval, range, options, search);
  return compareRuns(before, runOf(question, stored.series, answer));
}

async function backtestOf(stored: StoredBars, range: BarRange, options: BacktestOptions, reader: Reader) {
  const answer = await backtestBars(stored, range, options, ratesOf(reader));
  const notes = barNotes(stored, await reader.calendar(stored.series.symbol), range.adjust);
  return { ...answer, notes: [...answer.notes, ...notes] };
}

async function searchOf(
  stored: StoredBars,
  range: BarRange,
  { options, search, threads = {} }: ParameterQuestion,
  reader: Reader,
) {
  const answer = await searchBars(stored, range, options, search, threads);
  const notes = barNotes(stored, await reader.calendar(stored.series.symbol), range.adjust);
  const noted = <One extends { readonly notes: readonly string[] }>(one: One): One => ({
    ...one,
    notes: [...one.notes, ...notes],
  });
  const { optimisations, walkForwards } = answer;
  return { ...answer, optimisations: optimisations.map(noted), walkForwards: walkForwards.map(noted) };
}

/** The bars of a question: also those before its range, where these are to warm indicators up. */
function barsOf(
  { symbol, interval, range }: Bars,
  { warmUp }: Pick<BacktestOptions, 'warmUp'>,
  reader: Pick<BarReader, 'bars'>,
) {
  const asked = warmUp === 'before' ? { to: range.to, adjust: range.adjust } : range;
  return reader.bars(symbol, interval, asked);
}

/** Where backtests find rates without risk. */
function ratesOf(reader: Pick<BarReader, 'cached'>): Parameters<typeof backtestBars>[3] {
  return { bars: (symbol, interval, range = {}) => reader.cached(symbol, interval, range) };
}
