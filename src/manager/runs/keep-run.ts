import type { BarSeries } from '../../domain/bar.ts';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import type { NewRun, RunStore, StoredRun } from '../../domain/run-store.ts';
import type { BacktestAnswer } from '../backtest/answer.ts';
import type { SearchAnswer } from '../backtest/optimise-answer.ts';
import { hashOf, hashOfSeries, plain } from './canonical.ts';
import type { KeptRun } from './kept-run.ts';
import type { RunQuestion } from './question.ts';

type Answer = Omit<BacktestAnswer, 'stale' | 'run'> | Omit<SearchAnswer, 'stale' | 'run'>;

/** The run of a question and its answer, as it is kept: without equity curves, which running it again gives. */
export function runOf(question: RunQuestion, series: BarSeries, answer: Answer): NewRun {
  const result =
    'runs' in answer
      ? { ...answer, runs: answer.runs.map((run) => ({ ...run, equity: null })) }
      : { ...answer, walkForwards: answer.walkForwards.map((walk) => ({ ...walk, equity: null })) };
  return {
    kind: question.search === null ? 'backtest' : 'search',
    symbol: series.symbol,
    interval: series.interval,
    dataHash: hashOfSeries(series),
    configurationHash: hashOf(question),
    question: plain(question),
    result: plain(result),
  };
}

/** Keeps a run. What the database refuses is told beside the answer and does not fail it. */
export async function keepRun(
  runs: RunStore | null,
  question: RunQuestion,
  series: BarSeries,
  answer: Answer,
): Promise<KeptRun> {
  if (runs === null) {
    return { id: null, note: 'Not kept for later: the older application’s file answers, not a database.' };
  }
  try {
    return { id: await runs.save(runOf(question, series, answer)), note: null };
  } catch (error) {
    return { id: null, note: `Not kept for later: the database refused it (${messageOf(error)}).` };
  }
}

/** @throws StockulaError USAGE where runs are not kept */
export function requireRuns(runs: RunStore | null): RunStore {
  if (runs !== null) return runs;
  throw new StockulaError('USAGE', {
    expected: 'a database, in which runs are kept',
    got: "the older application's file, which answers in its place",
    remedy: 'Set storage.backend to timescale, or wait until the database answers again.',
  });
}

/** @throws StockulaError NOT_FOUND; USAGE where runs are not kept */
export async function requireRun(runs: RunStore | null, id: string): Promise<StoredRun> {
  const found = await requireRuns(runs).find(id);
  if (found !== null) return found;
  throw new StockulaError('NOT_FOUND', {
    expected: 'the number of a run that is kept',
    got: `"${id}"`,
    remedy: 'List them: stockula runs list',
  });
}
