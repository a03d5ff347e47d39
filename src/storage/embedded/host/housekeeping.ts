import { messageOf } from '../../../domain/errors.ts';
import { type Backend, housekeeper } from './backend.ts';
import { EngineStopped } from './engine-process.ts';

/** The engine has no checkpointer: without ours, write-ahead log would pile up until the disk is full. */
const checkpointAfterWalBytes = 24 << 20;
/** Looking costs a statement, so not after every transaction. */
const lookEveryMs = 250;

/**
 * What PostgreSQL's background processes do elsewhere: checkpoints by amount of write-ahead log, and due
 * policies while no client runs anything.
 */
export class Housekeeping {
  readonly #backend: Backend;
  readonly #log: (text: string) => void;
  readonly #quietMs: number;
  #lastLook = 0;

  /** @param quietMs policies run only when no client has run anything for so long */
  constructor(backend: Backend, quietMs: number, log: (text: string) => void) {
    this.#backend = backend;
    this.#quietMs = quietMs;
    this.#log = log;
    backend.betweenTransactions = () => this.#checkpointIfDue();
  }

  /** Whether no client would have to wait for work of ours. */
  get quiet(): boolean {
    return this.#backend.idle && this.#backend.quietMs > this.#quietMs;
  }

  /** Runs policies that are due, one transaction each, and leaves the rest for later when a client comes. */
  async runDuePolicies(): Promise<void> {
    const jobs = await this.#asSession(async () => {
      const known = await this.#backend.ask(`SELECT to_regclass('stockula.job_log') IS NOT NULL`);
      return known[0] === 't'
        ? this.#backend.ask('SELECT job_id FROM stockula.due_jobs ORDER BY job_id')
        : [];
    });
    for (const job of jobs) {
      if (!this.quiet) return;
      await this.#runPolicy(Number(job));
    }
  }

  /** Writes everything to the cluster's files; the next start is quicker for it. */
  async checkpoint(): Promise<void> {
    await this.#asSession(() => this.#backend.ask('CHECKPOINT'));
  }

  async #runPolicy(job: number): Promise<void> {
    await this.#asSession(async () => {
      const started = performance.now();
      let failure: string | null = null;
      try {
        await this.#backend.ask(`CALL run_job(${job})`);
      } catch (error) {
        if (error instanceof EngineStopped) throw error;
        failure = messageOf(error);
      }
      const took = Math.round(performance.now() - started);
      const message = failure === null ? 'NULL' : `'${failure.replaceAll("'", "''")}'`;
      await this.#backend.ask(
        `INSERT INTO stockula.job_log (job_id, finished_at, milliseconds, failure) VALUES (${job}, now(), ${took}, ${message})`,
      );
      this.#log(`policy ${job} ${failure ? `failed: ${failure}` : 'ran'} (${took} ms)`);
    });
  }

  /** Queues like any session, and passes the backend on even if the work fails. */
  async #asSession<T>(work: () => Promise<T>): Promise<T> {
    await this.#backend.lease(housekeeper);
    try {
      return await work();
    } finally {
      await this.#backend.release(housekeeper);
    }
  }

  async #checkpointIfDue(): Promise<void> {
    if (performance.now() - this.#lastLook < lookEveryMs) return;
    const [due] = await this.#backend.ask(
      `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) > ${checkpointAfterWalBytes} FROM pg_control_checkpoint()`,
    );
    if (due === 't') await this.#backend.ask('CHECKPOINT');
    this.#lastLook = performance.now();
  }
}
