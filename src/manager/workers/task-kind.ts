/** What a module of work exports: it is imported by the worker threads, so it must not import the pool. */
interface TaskModule {
  runTask(task: never): unknown;
}

export type TaskOf<Module extends TaskModule> = Parameters<Module['runTask']>[0];
export type AnswerOf<Module extends TaskModule> = Awaited<ReturnType<Module['runTask']>>;

/** A kind of work that threads do: where its module is, and the types of that module's `runTask`. */
export interface TaskKind<Module extends TaskModule> {
  /** URL of the module. */
  readonly module: string;
  readonly types?: Module;
}

/**
 * Names a kind of work: `taskKind<typeof import('./grid-task.ts')>(new URL('./grid-task.ts', import.meta.url))`.
 * Tasks and answers cross between threads by structured cloning: plain data and typed arrays, no functions. A typed
 * array is copied unless it lies in shared memory (see `sharedArray`).
 */
export function taskKind<Module extends TaskModule>(module: URL): TaskKind<Module> {
  return { module: module.href };
}
