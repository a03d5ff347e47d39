import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../domain/errors.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metric-table.ts';
import type { FromThread, ThreadData, ToThread } from './analysis-thread-messages.ts';

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;
const stopWithinMs = 5_000;

/** Keeps a thread that answers analyses, once there are any, and starts it again where it ends by itself. */
export class AnalysisThread {
  readonly #data: ThreadData;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  #worker: Worker | null = null;
  #waitMs = firstWaitMs;
  #restart: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(data: ThreadData, log: Logger, metrics: Metrics) {
    this.#data = data;
    this.#log = log;
    this.#metrics = metrics;
  }

  /** Starts it, or has it look for questions at once. */
  wake(): void {
    if (this.#closed || this.#restart) return;
    if (this.#worker) this.#tell('wake');
    else this.#start();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#restart) clearTimeout(this.#restart);
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#tell('stop');
    await Promise.race([ended, sleep(stopWithinMs, undefined, { ref: false })]);
    await worker.terminate();
  }

  #tell(message: ToThread): void {
    this.#worker?.postMessage(message);
  }

  #start(): void {
    const worker = new Worker(new URL('./analysis-thread.ts', import.meta.url), {
      name: 'analyses',
      workerData: this.#data,
    });
    this.#worker = worker;
    worker.on('message', ({ ended, ending }: FromThread) => {
      this.#waitMs = firstWaitMs;
      this.#metrics.add('stockula_jobs_total', { kind: ended, outcome: ending });
    });
    worker.on('error', (error) =>
      this.#log.error({ reason: messageOf(error) }, 'the thread of analyses failed'),
    );
    worker.on('exit', () => {
      this.#worker = null;
      if (!this.#closed) this.#startLater();
    });
  }

  #startLater(): void {
    this.#restart = setTimeout(() => {
      this.#restart = null;
      this.#start();
    }, this.#waitMs).unref();
    this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs);
  }
}
