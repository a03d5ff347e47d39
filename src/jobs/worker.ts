import { messageOf } from '../domain/errors.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';
import type { Logger } from '../telemetry/logger.ts';
import { type Metrics, noMetrics } from '../telemetry/metric-table.ts';
import type { JobFailure } from './failure.ts';
import type { Handlers } from './handlers.ts';
import type { JobQueue } from './job-queue.ts';
import { Outage } from './outage.ts';
import { type Ending, type Outcome, RunningJob } from './running-job.ts';
import type { Schedule } from './scheduler.ts';
import type { StoredJob } from './stored-job.ts';

/** A queue as workers need it; `runDue` where they look at the clock too. */
export type WorkedQueue = Pick<JobQueue, 'settings' | 'claims' | 'reconnect' | 'maintain'> &
  Partial<Pick<JobQueue, 'runDue'>>;

export interface WorkerOptions {
  readonly queue: WorkedQueue;
  readonly handlers: Handlers;
  /** What the failure of an attempt means; by default as sources said. */
  readonly failureOf?: (error: unknown) => JobFailure;
  /** How many jobs run at the same time. */
  readonly concurrency: number;
  /** Aborted: takes no more jobs, lets those that run finish for a while, and gives the rest back. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly schedules?: readonly Schedule[];
  readonly metrics?: Metrics;
  /** How soon a cancelled job is told, at most; by default a third of `heartbeat_seconds`. */
  readonly beatMs?: number;
  /** Told once how to have the queue asked at once rather than at the next poll. */
  readonly onStarted?: (wake: () => void) => void;
  /** Told each job that has ended. */
  readonly onEnded?: (job: EndedJob) => void;
}

/** A job that has ended, as its worker knows it. */
export interface EndedJob extends Outcome {
  readonly request: Pick<StoredJob, 'kind' | 'data'>;
  readonly ending: Ending;
}

/** How many attempts ended how. */
export type WorkerReport = Readonly<Record<Ending | 'givenBack', number>>;

type Chore = 'beat' | 'recover' | 'schedules' | 'maintain';

const scheduleEveryMs = 15_000;
const maintainEveryMs = 600_000;
/** Errors in a row that nobody understands; more of them are not worth waiting for. */
const mostStrange = 10;

/**
 * Takes jobs out of the queue and has them done until it is told to stop. It waits out a database that goes away.
 * @throws what the database keeps answering, if that is not that it is away; jobs are given back before
 */
export async function runWorker(options: WorkerOptions): Promise<WorkerReport> {
  const worker = new Worker(options);
  options.log.info({ concurrency: options.concurrency }, 'worker started');
  options.onStarted?.(() => worker.wake());
  try {
    await worker.run();
  } finally {
    await worker.giveBack();
    options.log.info(worker.report, 'worker stopped');
  }
  return worker.report;
}

class Worker {
  readonly report: Record<keyof WorkerReport, number> = {
    done: 0,
    retry: 0,
    failed: 0,
    lost: 0,
    givenBack: 0,
  };
  readonly #options: WorkerOptions;
  readonly #running = new Map<string, RunningJob>();
  readonly #outage: Outage;
  /** Aborted when what runs is given back. */
  readonly #end = new AbortController();
  readonly #heartbeatMs: number;
  readonly #beatMs: number;
  /** When each chore is due next. */
  readonly #next: Record<Chore, number> = {
    beat: 0,
    recover: 0,
    schedules: 0,
    maintain: performance.now() + scheduleEveryMs,
  };
  #awake = Promise.withResolvers<void>();
  #strange = 0;

  constructor(options: WorkerOptions) {
    const { queue, log } = options;
    this.#options = options;
    this.#heartbeatMs = queue.settings.heartbeat_seconds * 1000;
    this.#beatMs = options.beatMs ?? this.#heartbeatMs / 3;
    this.#outage = new Outage(
      () => queue.reconnect(),
      log,
      () => {
        this.#next.beat = 0;
        // Other workers were as silent; they get the time to tell that they are alive.
        this.#next.recover = performance.now() + this.#heartbeatMs;
      },
    );
    options.signal.addEventListener('abort', () => this.#awake.resolve(), { once: true });
  }

  wake(): void {
    this.#awake.resolve();
  }

  async run(): Promise<void> {
    const { signal, queue } = this.#options;
    let graceEndsAt = Number.POSITIVE_INFINITY;
    while (!signal.aborted || (this.#running.size > 0 && performance.now() < graceEndsAt)) {
      if (signal.aborted && graceEndsAt === Number.POSITIVE_INFINITY) {
        graceEndsAt = performance.now() + queue.settings.stop_grace_seconds * 1000;
        this.#options.log.info({ running: this.#running.size }, 'worker stops');
      }
      await this.#turn();
      if (!signal.aborted || this.#running.size > 0) await this.#pause(graceEndsAt);
    }
  }

  async giveBack(): Promise<void> {
    const { queue, log } = this.#options;
    const rest = [...this.#running.values()];
    this.#end.abort();
    this.#outage.end();
    for (const running of rest) running.lose('The worker ends.');
    await Promise.allSettled(rest.map(({ ended }) => ended));
    if (rest.length === 0) return;
    try {
      this.report.givenBack = await queue.claims.giveBack(rest.map(({ job }) => job));
      this.report.lost -= this.report.givenBack;
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'jobs could not be given back; others take them after a while');
    }
  }

  async #turn(): Promise<void> {
    const { signal, log } = this.#options;
    try {
      await this.#tellAlive();
      if (!signal.aborted) {
        await this.#keepHouse();
        await this.#take();
      }
      this.#strange = 0;
    } catch (error) {
      const isBack = this.#outage.isOver(error, signal.aborted ? this.#end.signal : signal);
      // Who is to stop waits for nothing but the grace of its jobs.
      if (signal.aborted || (await isBack) || signal.aborted) return;
      this.#strange += 1;
      log.error({ reason: messageOf(error) }, 'the queue answers with an error');
      if (this.#strange >= mostStrange) throw error;
    }
  }

  async #tellAlive(): Promise<void> {
    if (this.#running.size === 0 || !this.#isDue('beat', this.#beatMs)) return;
    const held = [...this.#running.values()];
    const ours = await this.#options.queue.claims.beat(held.map(({ job }) => job));
    for (const running of held) {
      const isOver = !this.#running.has(running.job.id);
      if (!isOver && !ours.has(running.job.id)) running.lose('It was cancelled, or given to another worker.');
    }
  }

  async #keepHouse(): Promise<void> {
    const { queue, log, schedules = [] } = this.#options;
    if (this.#isDue('recover', this.#heartbeatMs / 2)) {
      const recovered = await queue.claims.recover();
      if (recovered > 0) log.warn({ jobs: recovered }, 'jobs taken from workers that fell silent');
    }
    if (schedules.length > 0 && this.#isDue('schedules', scheduleEveryMs)) {
      for (const schedule of schedules) await this.#runSchedule(schedule);
    }
    if (this.#isDue('maintain', maintainEveryMs)) await queue.maintain();
  }

  /** What one schedule fails of, the next and the jobs do not. */
  async #runSchedule(schedule: Schedule): Promise<void> {
    const { queue, log } = this.#options;
    try {
      const queued = await queue.runDue?.(schedule);
      if (typeof queued === 'number') log.info({ schedule: schedule.name, queued }, 'schedule was due');
    } catch (error) {
      if (isLostConnection(error)) throw error;
      log.error(
        { schedule: schedule.name, reason: messageOf(error) },
        'a schedule failed; it is tried again',
      );
    }
  }

  async #take(): Promise<void> {
    const { queue, concurrency, handlers, failureOf, log } = this.#options;
    // Of jobs with the same lane only one is taken at a time, so that an answer may be short of what could run.
    for (let free = concurrency - this.#running.size; free > 0; free = concurrency - this.#running.size) {
      const jobs = await queue.claims.take(free);
      if (jobs.length === 0) return;
      for (const job of jobs) {
        const back = (error: unknown) => this.#outage.isOver(error, this.#end.signal);
        const running = new RunningJob(job, { claims: queue.claims, handlers, failureOf, log, back });
        this.#running.set(job.id, running);
        void this.#watch(running);
      }
    }
  }

  async #watch(running: RunningJob): Promise<void> {
    let ending: Ending = 'lost';
    try {
      ending = await running.ended;
    } catch (error) {
      this.#options.log.error(
        { job: running.job.id, reason: messageOf(error) },
        'the end of a job was not noted; another worker takes it after a while',
      );
    }
    this.report[ending] += 1;
    const { metrics = noMetrics } = this.#options;
    if (running.outcome) this.#options.onEnded?.({ request: running.job.data, ending, ...running.outcome });
    metrics.add('stockula_jobs_total', { kind: running.job.data.kind, outcome: ending });
    if (this.#running.get(running.job.id) === running) this.#running.delete(running.job.id);
    this.#awake.resolve();
  }

  /** Until the next question is due, a job ends, or the worker is to stop. */
  async #pause(latest: number): Promise<void> {
    const { poll_seconds } = this.#options.queue.settings;
    const beatMs = this.#running.size > 0 ? this.#beatMs : this.#heartbeatMs / 3;
    const most = Math.min(poll_seconds * 1000, beatMs, latest - performance.now());
    const timer = setTimeout(() => this.#awake.resolve(), Math.max(0, most));
    await this.#awake.promise;
    clearTimeout(timer);
    this.#awake = Promise.withResolvers<void>();
  }

  #isDue(what: Chore, everyMs: number): boolean {
    if (performance.now() < this.#next[what]) return false;
    this.#next[what] = performance.now() + everyMs;
    return true;
  }
}
