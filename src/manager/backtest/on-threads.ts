import { availableParallelism } from 'node:os';
import type { GridRun } from '../../backtest/optimise/ranking.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import type { StrategyReference } from '../strategies/strategy-reference.ts';
import { type RunOptions, runTasks } from '../workers/run-tasks.ts';
import { taskKind } from '../workers/task-kind.ts';
import { type GridPlan, type GridPlanTask, runTask as planHere } from './grid-plan-task.ts';
import type { MarkedBars } from './held-bars.ts';
import type { NamedResult, SingleTask } from './single-task.ts';

const grids = taskKind<typeof import('./grid-task.ts')>(new URL('./grid-task.ts', import.meta.url));
const plans = taskKind<typeof import('./grid-plan-task.ts')>(new URL('./grid-plan-task.ts', import.meta.url));
const singles = taskKind<typeof import('./single-task.ts')>(new URL('./single-task.ts', import.meta.url));

/** Pieces of a grid per thread: so many that none waits long for the last, so few that averages are shared. */
const piecesPerThread = 6;

/** Runs every combination; progress counts combinations. */
export async function runGrid(
  series: MarkedBars,
  strategy: StrategyReference,
  combinations: readonly Readonly<Record<string, number>>[],
  settings: BacktestSettings,
  { onProgress, threads = availableParallelism(), signal }: RunOptions,
): Promise<GridRun[]> {
  const size = Math.max(1, Math.ceil(combinations.length / (threads * piecesPerThread)));
  const tasks = Array.from({ length: Math.ceil(combinations.length / size) }, (_, at) => ({
    series,
    strategy,
    combinations: combinations.slice(at * size, (at + 1) * size),
    settings,
  }));
  const parts = await runTasks(grids, tasks, {
    signal,
    threads,
    onProgress: (done) => onProgress?.(Math.min(combinations.length, done * size), combinations.length),
  });
  return parts.flat();
}

/** The grid of a strategy. Code of users runs in a thread, where it can be stopped. */
export async function planGrid(task: GridPlanTask, { signal, threads }: RunOptions): Promise<GridPlan> {
  if (task.strategy.kind === 'built-in') return planHere(task);
  const [plan] = await runTasks(plans, [task], { signal, threads });
  if (plan === undefined) throw new TypeError('A task without an answer');
  return plan;
}

/** Runs on threads, in the order of the tasks. */
export function runSingles(tasks: readonly SingleTask[], options: RunOptions): Promise<NamedResult[]> {
  return runTasks(singles, tasks, options);
}
