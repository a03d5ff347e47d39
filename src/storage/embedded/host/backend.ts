import type { DataDirectory } from '../data-directory.ts';
import { firstColumn } from '../wire/answer.ts';
import { simpleQuery } from '../wire/messages.ts';
import { Channels } from './channels.ts';
import { EngineProcess, EngineStopped } from './engine-process.ts';
import { TemporaryTables } from './temporary-tables.ts';
import { type SessionId, TurnQueue } from './turn-queue.ts';

/**
 * Settings of every session. The engine ignores postgresql.conf and ALTER SYSTEM, so they are set here, each time
 * the backend passes from one session to the next.
 */
const sessionSettings = [
  'RESET SESSION AUTHORIZATION',
  'RESET ALL',
  'SET search_path = public',
  "SET timezone = 'UTC'",
  'SET enable_seqscan = on',
  "SET work_mem = '64MB'",
  "SET maintenance_work_mem = '128MB'",
  'SET client_min_messages = notice',
].join('; ');

/** The session of our own work: checkpoints and policies. */
export const housekeeper: SessionId = 0;

export interface LeaseOutcome {
  /** The settings were reset because another session, or a new engine, came between. */
  readonly fresh: boolean;
  /** Counts engines started; what a session had on an earlier one is gone. */
  readonly generation: number;
}

/**
 * The one backend, lent to one session at a time and passed on only between transactions. Restarts the engine
 * when it dies; requests wait meanwhile.
 */
export class Backend {
  readonly channels = new Channels();
  readonly temporaryTables = new TemporaryTables();
  readonly #directory: DataDirectory;
  readonly #logFd: number;
  readonly #log: (text: string) => void;
  readonly #turns = new TurnQueue();
  #engine: EngineProcess | null = null;
  #starting: Promise<EngineProcess> | null = null;
  #generation = 0;
  #lastUser: SessionId | null = null;
  #lastStatement = performance.now();
  #closing = false;
  /** Called between transactions, while nobody has the backend. */
  betweenTransactions: (() => Promise<void>) | null = null;

  private constructor(directory: DataDirectory, logFd: number, log: (text: string) => void) {
    this.#directory = directory;
    this.#logFd = logFd;
    this.#log = log;
  }

  /** @throws EngineStopped if the cluster cannot be opened */
  static async open(directory: DataDirectory, logFd: number, log: (text: string) => void): Promise<Backend> {
    const backend = new Backend(directory, logFd, log);
    await backend.#running();
    return backend;
  }

  get idle(): boolean {
    return this.#turns.idle;
  }

  /** Whether somebody waits for the session that has it. */
  get contended(): boolean {
    return this.#turns.contended;
  }

  /** How long no client has run anything. */
  get quietMs(): number {
    return performance.now() - this.#lastStatement;
  }

  get enginePid(): number | null {
    return this.#engine?.pid ?? null;
  }

  get restarts(): number {
    return Math.max(0, this.#generation - 1);
  }

  /**
   * Waits until the session has the backend to itself. A session that has it already keeps it.
   * @throws EngineStopped if the engine is down and cannot be started; the session has its turn all the same
   */
  async lease(id: SessionId): Promise<LeaseOutcome> {
    await this.#turns.take(id);
    const engine = await this.#running();
    const fresh = this.#lastUser !== id;
    if (fresh) {
      await engine.run([simpleQuery(sessionSettings)]);
      this.#lastUser = id;
    }
    return { fresh, generation: this.#generation };
  }

  /** Passes the backend on. Only for a session that has it, at the end of its transaction. */
  async release(id: SessionId): Promise<void> {
    if (this.#turns.holder !== id) return;
    try {
      if (this.#engine) await this.betweenTransactions?.();
    } catch (error) {
      // The session's own work is done and answered; what fails here is not its concern.
      this.#log(`between transactions: ${error}`);
    } finally {
      this.#turns.pass();
    }
  }

  /**
   * Runs messages for the session that holds the lease.
   * @throws EngineStopped if the engine died; its transaction is gone then
   */
  async run(messages: readonly Uint8Array[]): Promise<Buffer> {
    if (this.#turns.holder !== housekeeper) this.#lastStatement = performance.now();
    if (!this.#engine) throw new EngineStopped({ reason: 'crashed', message: 'the engine has just stopped' });
    return this.#engine.run(messages);
  }

  /**
   * One statement of our own, between transactions. Returns the text of each row's first column.
   * @throws Error with the backend's message if it refuses the statement; EngineStopped
   */
  async ask(sql: string): Promise<string[]> {
    return firstColumn(await this.run([simpleQuery(sql)]), sql);
  }

  /** Whoever has the backend next gets it as new, even if it had it last. */
  resetBeforeNext(): void {
    this.#lastUser = null;
  }

  /** Prepared statements of every session may be gone: each prepares its own again before it goes on. */
  forgetPrepared(): void {
    this.#generation += 1;
  }

  /** Ends whatever runs now, at the price of a restart: the engine cannot be interrupted otherwise. */
  interrupt(): void {
    this.#engine?.kill();
    // Nobody may send it anything between the signal and its end.
    this.#engine = null;
  }

  async close(): Promise<void> {
    this.#closing = true;
    const engine = this.#engine ?? (await this.#starting?.catch(() => null));
    await engine?.stop();
  }

  /** The engine, started again if it is down. A failed start is tried again by whoever asks next. */
  async #running(): Promise<EngineProcess> {
    if (this.#engine) return this.#engine;
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #start(): Promise<EngineProcess> {
    this.#generation += 1;
    this.#lastUser = null;
    this.temporaryTables.clear();
    const engine = await EngineProcess.start(this.#directory, this.#logFd);
    engine.once('exit', (stopped) => this.#afterExit(engine, stopped));
    await engine.run([simpleQuery(this.channels.statements())]);
    this.#engine = engine;
    return engine;
  }

  #afterExit(engine: EngineProcess, stopped: EngineStopped | null): void {
    if (this.#engine === engine) this.#engine = null;
    if (!stopped || this.#closing) return;
    this.#log(`the engine stopped: ${stopped.message}; restarting it`);
    this.#running().catch((error) => this.#log(`the engine could not be restarted: ${error}`));
  }
}
