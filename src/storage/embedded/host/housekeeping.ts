import { messageOf } from '../../../domain/errors.ts';
import type { Backend } from './backend.ts';
import { EngineStopped } from './engine-process.ts';

/** The engine has no checkpointer: without ours, write-ahead log would pile up until the disk is full. */
const checkpointAfterWalBytes = 24 << 20;
/** Looking costs a statement, so not after every transaction. */
const lookEveryMs = 250;
const housekeeper = 0;

/**
 * What PostgreSQL's background processes do elsewhere: checkpoints by amount of write-ahead log, and, when nobody
 * is connected or nothing runs, statistics for the planner and due policies.
 */
export class Housekeeping {
  readonly #backend: Backend;
  readonly #log: (text: string) => void;
  #lastLook = 0;

  constructor(backend: Backend, log: (text: string) => void) {
    this.#backend = backend;
    this.#log = log;
    backend.betweenTransactions = () => this.#checkpointIfDue();
  }

  /** Runs policies that are due, one transaction each, so that clients get in between. */
  async runDuePolicies(): Promise<void> {
    const jobs = await this.#asSession(async () => {
      const known = await this.#backend.ask(`SELECT to_regclass('stockula.job_log') IS NOT NULL`);
      return known[0] === 't'
        ? this.#backend.ask('SELECT job_id FROM stockula.due_jobs ORDER BY job_id')
        : [];
    });
    for (const job of jobs) await this.#runPolicy(Number(job));
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
