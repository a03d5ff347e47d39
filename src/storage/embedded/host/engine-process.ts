import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { DataDirectory } from '../data-directory.ts';
import { type EngineFailure, type Frame, frameHeader, frameKinds, readFrames } from '../frames.ts';
import { spawnEngine } from './spawn-engine.ts';

/** The engine went away while it was running something, or before it could open the cluster. */
export class EngineStopped extends Error {
  readonly failure: EngineFailure;

  constructor(failure: EngineFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

interface Pending {
  resolve(answer: Buffer): void;
  reject(error: EngineStopped): void;
}

/**
 * One run of the engine process. It answers one request at a time; emits `exit` once, however it ends.
 */
export class EngineProcess extends EventEmitter<{ exit: [EngineStopped | null] }> {
  readonly #child: ChildProcess;
  #pending: Pending | null = null;
  #failure: EngineFailure | null = null;
  #stopping = false;

  private constructor(child: ChildProcess) {
    super();
    this.#child = child;
  }

  /**
   * Starts the engine on an existing cluster.
   * @throws EngineStopped if the directory is locked, damaged, or the disk is full
   */
  static async start(directory: DataDirectory, logFd: number): Promise<EngineProcess> {
    const engine = new EngineProcess(spawnEngine('serve', directory, logFd));
    await engine.#opened();
    return engine;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Runs wire-protocol messages and returns the backend's answer. One at a time. */
  run(messages: readonly Uint8Array[]): Promise<Buffer> {
    if (this.#pending) throw new Error('the engine answers one request at a time');
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      const input = this.#child.stdin;
      if (this.#child.exitCode !== null || !input?.writable) return this.#ended();
      const bytes = messages.reduce((sum, { length }) => sum + length, 0);
      input.cork();
      input.write(frameHeader(frameKinds.run, bytes));
      for (const message of messages) input.write(message);
      input.uncork();
    });
  }

  /** Lets the engine close its cluster and waits for it. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#stopping = true;
    this.#child.stdin?.write(frameHeader(frameKinds.stop, 0));
    await once(this.#child, 'exit');
  }

  /** Ends the engine at once. What was committed stays; what runs is lost. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve: () => resolve(), reject };
      this.#child.once('error', (error) => {
        this.#failure = { reason: 'cannot-open', message: error.message };
        this.#ended();
      });
      this.#child.once('close', () => this.#ended());
      this.#child.stdin?.on('error', () => this.#child.kill('SIGKILL'));
      void this.#listen();
    });
  }

  async #listen(): Promise<void> {
    if (!this.#child.stdout) return;
    for await (const frame of readFrames(this.#child.stdout)) this.#receive(frame);
  }

  #receive(frame: Frame): void {
    if (frame.kind === frameKinds.failed) {
      this.#failure = JSON.parse(frame.payload.toString('utf8'));
      return;
    }
    const pending = this.#pending;
    this.#pending = null;
    pending?.resolve(frame.payload);
  }

  #ended(): void {
    const failure = this.#failure ?? { reason: 'crashed', message: this.#describeExit() };
    const stopped = new EngineStopped(failure);
    const pending = this.#pending;
    this.#pending = null;
    pending?.reject(stopped);
    this.emit('exit', this.#stopping ? null : stopped);
    this.removeAllListeners('exit');
  }

  #describeExit(): string {
    const { signalCode, exitCode } = this.#child;
    return signalCode
      ? `the engine process was ended by ${signalCode}`
      : `the engine process ended with status ${exitCode}`;
  }
}
