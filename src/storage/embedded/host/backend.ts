import type { DataDirectory } from '../data-directory.ts';
import { messagesIn, simpleQuery } from '../wire/messages.ts';
import { EngineProcess, EngineStopped } from './engine-process.ts';

/**
 * Settings of every session. The engine ignores postgresql.conf and ALTER SYSTEM, so they are set here, each time
 * the backend passes from one session to the next.
 */
const sessionSettings = [
  'SET search_path = public',
  "SET timezone = 'UTC'",
  'SET enable_seqscan = on',
  "SET work_mem = '64MB'",
  "SET maintenance_work_mem = '128MB'",
  'SET client_min_messages = notice',
].join('; ');

/** Refused often enough in a row, an engine is not restarted again. */
const restartsInARow = 3;

/** Whoever wants the backend. A number is enough: the backend only compares. */
export type SessionId = number;

interface Waiter {
  readonly id: SessionId;
  resolve(): void;
}

export interface LeaseOutcome {
  /** The settings were reset because another session, or a new engine, came between. */
  readonly fresh: boolean;
  /** Counts engines started; prepared statements do not survive a change. */
  readonly generation: number;
}

/**
 * The one backend, lent to one session at a time and passed on only between transactions. Restarts the engine
 * when it dies; requests wait meanwhile.
 */
export class Backend {
  readonly #directory: DataDirectory;
  readonly #logFd: number;
  readonly #log: (text: string) => void;
  #engine: Promise<EngineProcess>;
  #generation = 1;
  #holder: SessionId | null = null;
  #lastUser: SessionId | null = null;
  #failuresInARow = 0;
  readonly #waiters: Waiter[] = [];
  #closing = false;
  /** Called between transactions, while nobody has the backend. */
  betweenTransactions: (() => Promise<void>) | null = null;

  private constructor(
    directory: DataDirectory,
    logFd: number,
    log: (text: string) => void,
    engine: EngineProcess,
  ) {
    this.#directory = directory;
    this.#logFd = logFd;
    this.#log = log;
    this.#engine = Promise.resolve(engine);
    this.#watch(engine);
  }

  /** @throws EngineStopped if the cluster cannot be opened */
  static async open(directory: DataDirectory, logFd: number, log: (text: string) => void): Promise<Backend> {
    return new Backend(directory, logFd, log, await EngineProcess.start(directory, logFd));
  }

  get idle(): boolean {
    return this.#holder === null && this.#waiters.length === 0;
  }

  /** Whether somebody waits for the session that has it. */
  get contended(): boolean {
    return this.#waiters.length > 0;
  }

  /** Waits until the session has the backend to itself. A session that has it already keeps it. */
  async lease(id: SessionId): Promise<LeaseOutcome> {
    if (this.#holder !== id) await this.#queue(id);
    const engine = await this.#engine;
    const fresh = this.#lastUser !== id;
    if (fresh) {
      await engine.run(simpleQuery(`RESET ALL; ${sessionSettings}`));
      this.#lastUser = id;
    }
    return { fresh, generation: this.#generation };
  }

  /** Passes the backend on. Only for a session that has it, at the end of its transaction. */
  async release(id: SessionId): Promise<void> {
    if (this.#holder !== id) return;
    try {
      await this.betweenTransactions?.();
    } catch (error) {
      if (!(error instanceof EngineStopped)) throw error;
    } finally {
      this.#holder = null;
      const next = this.#waiters.shift();
      if (next) {
        this.#holder = next.id;
        next.resolve();
      }
    }
  }

  /**
   * Runs messages for the session that holds the lease.
   * @throws EngineStopped if the engine died; its transaction is gone then
   */
  async run(messages: Uint8Array): Promise<Buffer> {
    const engine = await this.#engine;
    const answer = await engine.run(messages);
    this.#failuresInARow = 0;
    return answer;
  }

  /** One statement of our own, between transactions. Returns the text of each row's first column. */
  async ask(sql: string): Promise<string[]> {
    const rows: string[] = [];
    for (const { type, bytes } of messagesIn(await this.run(simpleQuery(sql)))) {
      if (type === 'E')
        throw new Error(`${sql.slice(0, 80)}: ${bytes.toString('utf8', 5).replaceAll('\0', ' ')}`);
      if (type === 'D') rows.push(bytes.toString('utf8', 11, 11 + Math.max(0, bytes.readInt32BE(7))));
    }
    return rows;
  }

  /** Ends whatever runs now, at the price of a restart: the engine cannot be interrupted otherwise. */
  async interrupt(): Promise<void> {
    (await this.#engine).kill();
  }

  async close(): Promise<void> {
    this.#closing = true;
    const engine = await this.#engine.catch(() => null);
    await engine?.stop();
  }

  #queue(id: SessionId): Promise<void> {
    if (this.#holder === null && this.#waiters.length === 0) {
      this.#holder = id;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiters.push({ id, resolve }));
  }

  #watch(engine: EngineProcess): void {
    engine.once('exit', (stopped) => {
      if (!stopped || this.#closing) return;
      this.#log(`the engine stopped: ${stopped.message}; restarting it`);
      this.#engine = this.#restart();
      // Whoever asks next gets the rejection; until then it must not count as unhandled.
      this.#engine.catch((error) => this.#log(`the engine could not be restarted: ${error}`));
    });
  }

  async #restart(): Promise<EngineProcess> {
    this.#generation += 1;
    this.#lastUser = null;
    this.#failuresInARow += 1;
    if (this.#failuresInARow > restartsInARow) {
      throw new EngineStopped({
        reason: 'crashed',
        message: 'the engine fails again and again; see the log',
      });
    }
    const engine = await EngineProcess.start(this.#directory, this.#logFd);
    this.#watch(engine);
    return engine;
  }
}
