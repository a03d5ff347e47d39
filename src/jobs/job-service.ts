import type { Config } from '../config/schema.ts';
import type { Database } from '../storage/timescale/database.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';
import type { Enqueued } from './enqueue.ts';
import type { Decided } from './job-list.ts';
import { JobQueue } from './job-queue.ts';
import type { JobFilter, JobRecord } from './job-record.ts';
import type { JobRequest } from './kinds.ts';

/** Lends the database; see `LentDatabase`. */
export interface QueueDatabase {
  read<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer>;
  write<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer>;
}

/** The queue for a process that answers questions about it as long as it lives. It is opened when it is first asked. */
export class JobService {
  readonly #database: QueueDatabase;
  readonly #config: () => Config;
  readonly #onQueued: () => void;
  #open: { readonly of: Database; readonly queue: Promise<JobQueue> } | null = null;

  /** @param onQueued told when there is work that somebody waits for */
  constructor(database: QueueDatabase, config: () => Config, onQueued: () => void = () => undefined) {
    this.#database = database;
    this.#config = config;
    this.#onQueued = onQueued;
  }

  list(filter: JobFilter): Promise<JobRecord[]> {
    return this.#read((queue) => queue.jobs.list(filter));
  }

  /** @throws StockulaError NOT_FOUND, USAGE where the id is the beginning of several */
  async find(id: string): Promise<JobRecord> {
    const [job] = await this.#read((queue) => queue.jobs.find([id]));
    if (!job) throw new Error('a job that was found is not there');
    return job;
  }

  async enqueue(requests: readonly JobRequest[]): Promise<Enqueued[]> {
    const queued = await this.#write((queue) => queue.enqueue(requests));
    this.#onQueued();
    return queued;
  }

  /** @throws StockulaError NOT_FOUND */
  async retry(ids: readonly string[]): Promise<Decided[]> {
    const decided = await this.#write((queue) => queue.jobs.retry(ids));
    this.#onQueued();
    return decided;
  }

  /** @throws StockulaError NOT_FOUND */
  cancel(ids: readonly string[]): Promise<Decided[]> {
    return this.#write((queue) => queue.jobs.cancel(ids));
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await (await open?.queue.catch(() => null))?.close();
  }

  #read<Answer>(work: (queue: JobQueue) => Promise<Answer>): Promise<Answer> {
    return this.#database.read((database) => this.#with(database, work));
  }

  #write<Answer>(work: (queue: JobQueue) => Promise<Answer>): Promise<Answer> {
    return this.#database.write((database) => this.#with(database, work));
  }

  async #with<Answer>(database: Database, work: (queue: JobQueue) => Promise<Answer>): Promise<Answer> {
    const queue = await this.#queueOf(database);
    try {
      return await work(queue);
    } catch (error) {
      // The next question opens new connections.
      if (isLostConnection(error)) await this.close().catch(() => undefined);
      throw error;
    }
  }

  /** Another database, as after a change of the configuration, has a queue of its own. */
  #queueOf(database: Database): Promise<JobQueue> {
    if (this.#open?.of === database) return this.#open.queue;
    void this.close().catch(() => undefined);
    const open = { of: database, queue: JobQueue.open(database, this.#config().jobs) };
    this.#open = open;
    open.queue.catch(() => {
      if (this.#open === open) this.#open = null;
    });
    return open.queue;
  }
}
