import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../telemetry/logger.ts';
import type { ClaimedJob, Claims } from './claims.ts';
import { failureOf, type JobFailure } from './failure.ts';
import type { Handlers, JobContext } from './handlers.ts';
import type { JobProgress } from './stored-job.ts';

export interface RunningNeeds {
  readonly claims: Claims;
  readonly handlers: Handlers;
  /** What the failure of an attempt means; by default as sources said. */
  readonly failureOf?: ((error: unknown) => JobFailure) | undefined;
  readonly log: Logger;
  /** Resolves when a question to the database has failed because it is away, and may be asked again. */
  readonly back: (error: unknown) => Promise<boolean>;
}

/** What came of an attempt, for those who watch. */
export interface Outcome {
  readonly result: unknown;
  /** Why it failed; null otherwise. */
  readonly reason: string | null;
  readonly tookMs: number;
}

export type Ending = 'done' | 'retry' | 'failed' | 'lost';

const progressEveryMs = 1_000;

/** One attempt at a job, from its start to the note of its end in the queue. */
export class RunningJob {
  readonly job: ClaimedJob;
  readonly ended: Promise<Ending>;
  readonly #needs: RunningNeeds;
  readonly #abort = new AbortController();
  readonly #log: Logger;
  #isOurs = true;
  #outcome: Outcome | null = null;
  #progress: JobProgress | null = null;
  #reporting = false;

  constructor(job: ClaimedJob, needs: RunningNeeds) {
    this.job = job;
    this.#needs = needs;
    this.#log = needs.log.child({ job: job.id, key: job.data.key, attempt: job.retryCount + 1 });
    this.ended = this.#run();
  }

  /** Null before its end, and where others have taken it. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /** The queue has given the job to others: its handler is told, and its end noted nowhere. */
  lose(reason: string): void {
    this.#isOurs = false;
    this.#abort.abort(new Error(reason));
  }

  async #run(): Promise<Ending> {
    const { claims } = this.#needs;
    const startedMs = performance.now();
    this.#log.info('job started');
    const outcome = await this.#attempt();
    const tookMs = Math.round(performance.now() - startedMs);
    if (!('error' in outcome)) {
      const noted = await this.#note(() => claims.complete(this.job, outcome.result));
      if (!noted?.value) return this.#lost();
      this.#outcome = { result: outcome.result, reason: null, tookMs };
      this.#log.info({ tookMs }, 'job done');
      return 'done';
    }
    const failure = (this.#needs.failureOf ?? failureOf)(outcome.error);
    const noted = await this.#note(() => claims.fail(this.job, failure));
    if (!noted?.value) return this.#lost();
    const { state, nextAttemptAt } = noted.value;
    this.#outcome = { result: null, reason: failure.text, tookMs };
    if (state === 'retry')
      this.#log.warn({ tookMs, error: failure.text, nextAttemptAt }, 'job failed, to be tried again');
    else this.#log.error({ tookMs, error: failure.text }, 'job failed for good');
    return state;
  }

  async #attempt(): Promise<{ result: unknown } | { error: unknown }> {
    const { id, data, retryCount, expireInSeconds } = this.job;
    const overdue = setTimeout(
      () => this.#abort.abort(new Error(`It took longer than ${expireInSeconds} seconds.`)),
      expireInSeconds * 1000,
    );
    const { signal } = this.#abort;
    const context: JobContext = {
      id,
      attempt: retryCount + 1,
      signal,
      progress: (told: JobProgress) => this.#report(told),
    };
    try {
      const handle = this.#needs.handlers[data.kind] as
        | ((data: unknown, context: JobContext) => Promise<unknown>)
        | undefined;
      if (!handle) throw new Error(`this worker does not know what a ${data.kind} is`);
      // A handler that does not heed the signal must not hold up the worker.
      const result = await Promise.race([handle(data.data, context), rejectedBy(signal)]);
      return { result };
    } catch (error) {
      return { error: signal.aborted ? signal.reason : error };
    } finally {
      clearTimeout(overdue);
    }
  }

  #report(told: JobProgress): void {
    this.#progress = told;
    if (this.#reporting) return;
    this.#reporting = true;
    void this.#tellProgress();
  }

  async #tellProgress(): Promise<void> {
    while (this.#progress && this.#isOurs) {
      const progress = this.#progress;
      this.#progress = null;
      this.#log.debug(progress, 'job goes on');
      // Progress is no answer: where it cannot be stored, the next one may be.
      await this.#needs.claims.report(this.job, progress).catch(() => undefined);
      await sleep(progressEveryMs, undefined, { ref: false });
    }
    this.#reporting = false;
  }

  /** Notes the end, also when the database is away meanwhile. @returns null where the job is no longer ours */
  async #note<T>(write: () => Promise<T>): Promise<{ value: T } | null> {
    while (this.#isOurs) {
      try {
        const value = await write();
        this.#progress = null;
        return { value };
      } catch (error) {
        if (!(await this.#needs.back(error))) throw error;
      }
    }
    return null;
  }

  #lost(): Ending {
    this.#log.warn({ reason: String(this.#abort.signal.reason ?? 'taken by others') }, 'job given up');
    return 'lost';
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const rejected = (): void => reject(signal.reason);
    if (signal.aborted) rejected();
    else signal.addEventListener('abort', rejected, { once: true });
  });
}
