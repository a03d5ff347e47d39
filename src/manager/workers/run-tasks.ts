import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import { type Order, opened, type Reply } from './envelope.ts';
import type { AnswerOf, TaskKind, TaskOf } from './task-kind.ts';

export interface RunOptions {
  /** Aborting ends the threads at work at once, also in the middle of a task. */
  readonly signal?: AbortSignal | undefined;
  /** After each finished task: how many are done, and how many there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Worker threads; by default as many as the machine runs in parallel. */
  readonly threads?: number | undefined;
}

/** Idle threads wait for more work that long; they keep no process from ending. */
const idleMs = 5_000;

const pools = new Map<number, Piscina<Order, Reply>>();

function poolOf(threads: number): Piscina<Order, Reply> {
  const pool = pools.get(threads) ?? openPool(threads);
  pools.set(threads, pool);
  return pool;
}

function openPool(threads: number): Piscina<Order, Reply> {
  const pool = new Piscina<Order, Reply>({
    filename: new URL('./worker.ts', import.meta.url).href,
    name: 'work',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    // A thread that waits in Atomics.wait runs nothing else, such as timers of a strategy file.
    atomics: 'disabled',
    recordTiming: false,
  });
  pool.setMaxListeners(0);
  pool.on('error', () => {
    // Without a listener an error that belongs to no task, such as what a strategy file throws in a timer after its
    // run, would end the process.
  });
  return pool;
}

/** Piscina's error for an answer that was under way while its thread was ended: nobody waits for it. */
const isLateAnswer = (error: unknown) => messageOf(error).startsWith('Unexpected message from Worker');

/**
 * Does the tasks on worker threads and gives the answers in the order of the tasks. The first task that fails ends
 * the others.
 * @throws the signal's reason when it aborts; what a task throws, a StockulaError as such; INTERNAL where a thread
 * died at a task, for example because the code of a strategy ended it or memory ran out
 */
export async function runTasks<Module extends { runTask(task: never): unknown }>(
  kind: TaskKind<Module>,
  tasks: readonly TaskOf<Module>[],
  { signal, onProgress, threads = availableParallelism() }: RunOptions = {},
): Promise<AnswerOf<Module>[]> {
  signal?.throwIfAborted();
  if (tasks.length === 0) return [];
  const pool = poolOf(Math.max(1, Math.floor(threads)));
  const ending = new AbortController();
  const either = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  let done = 0;
  // A thread that breaks before it has a task may leave the waiting ones without one for ever.
  const onBroken = (error: unknown) => {
    if (!isLateAnswer(error)) ending.abort(error);
  };
  pool.on('error', onBroken);
  const runOne = async (task: TaskOf<Module>): Promise<AnswerOf<Module>> => {
    const reply = await pool.run({ module: kind.module, task }, { signal: either });
    const answer = opened(reply) as AnswerOf<Module>;
    onProgress?.(++done, tasks.length);
    return answer;
  };
  try {
    return await Promise.all(tasks.map(runOne));
  } catch (error) {
    const cause = ending.signal.aborted ? ending.signal.reason : error;
    ending.abort();
    wakeWaiting(pool);
    signal?.throwIfAborted();
    throw explained(cause);
  } finally {
    pool.off('error', onBroken);
  }
}

/** A task of nothing. */
const nothing: Order = { module: 'data:text/javascript,export const runTask = () => null', task: null };

/**
 * Piscina starts no thread in place of those that a signal has ended, so that what others have waiting behind them would
 * wait until somebody asks for more.
 */
function wakeWaiting(pool: Piscina<Order, Reply>): void {
  if (pool.queueSize > 0) void pool.run(nothing).catch(() => undefined);
}

/** Ends all threads now rather than when they have been idle; for tests and long-lived processes that close. */
export async function closeWorkers(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map((pool) => pool.destroy()));
}

function explained(error: unknown): unknown {
  if (error instanceof StockulaError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const outOfMemory = code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (!outOfMemory && !/^worker exited with code/.test(messageOf(error))) return error;
  return new StockulaError(
    'INTERNAL',
    {
      expected: 'a worker thread to finish its calculation',
      got: outOfMemory
        ? 'a thread that ran out of memory'
        : `a thread that ended before (${messageOf(error)})`,
      remedy:
        'Try fewer bars or fewer combinations at once. If a strategy file of yours is part of it, look there for process.exit and for memory that grows.',
    },
    error,
  );
}
