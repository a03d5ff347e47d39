import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PostgreSQL and PgBouncer refuse to run as root; as root, the tests run them as this user. */
const unprivileged = 'nobody';
const asRoot = process.getuid?.() === 0;

/** Options of setpriv: another user where needed, and an end with the test process, whatever happens to it. */
const privileges = [
  ...(asRoot ? [`--reuid=${unprivileged}`, `--regid=${userId('-g')}`, '--clear-groups'] : []),
  '--pdeathsig=INT',
];

/** Makes an empty folder that the servers may write to, below the scratch folder of this test run. */
export function serverFolder(name: string): string {
  const scratch = process.env['STOCKULA_TEST_SCRATCH'] ?? join(tmpdir(), `stockula-test-${process.pid}`);
  const folder = join(scratch, 'servers', `${name}-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
  mkdirSync(folder, { recursive: true });
  for (const path of [scratch, join(scratch, 'servers')]) chmodSync(path, 0o755);
  giveAway(folder, 0o700);
  return folder;
}

/** Hands a file or folder over to the user the servers run as. */
export function giveAway(path: string, mode: number): void {
  chmodSync(path, mode);
  if (asRoot) chownSync(path, userId('-u'), userId('-g'));
}

/** Runs a program to its end as the servers' user. */
export function runUnprivileged(program: string, args: readonly string[], folder: string): void {
  execFileSync('setpriv', [...privileges, program, ...args], { cwd: folder, stdio: 'pipe' });
}

/** A server process and how to end it. */
export interface ServerProcess {
  /** @param signal how it is told: in the way it ends regularly by default */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a server as the servers' user and waits until it is ready.
 * @param isReady asked again and again; false or an exception means not yet
 */
export async function startServer(
  program: string,
  args: readonly string[],
  folder: string,
  isReady: () => Promise<boolean>,
): Promise<ServerProcess> {
  const logFile = join(folder, 'server.log');
  const log = openSync(logFile, 'a');
  const child = spawn('setpriv', [...privileges, program, ...args], {
    cwd: folder,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  for (const start = performance.now(); performance.now() - start < readyWithinMs; await pause(30)) {
    if (hasEnded(child)) break;
    if (await isReady().catch(() => false)) return { stop };
  }
  await stop();
  throw new Error(`${program} did not get ready: ${readFileSync(logFile, 'utf8').slice(-2000)}`);
}

const readyWithinMs = 20_000;

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A TCP port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function userId(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, unprivileged], { encoding: 'utf8' }));
}
