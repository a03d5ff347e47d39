import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StockulaError } from '../../domain/errors.ts';
import type { Progress } from '../driver.ts';
import { type Account, giveTo, openForOthers, requireReachable } from '../system/account.ts';
import { requireFreePort } from '../system/ports.ts';
import { lastLines } from '../system/run-program.ts';
import { logOf, pidFileOf, runningPid, type ServicePlace, stopService } from './service-place.ts';

/** How to start a server. */
export interface Service extends ServicePlace {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly account: Account;
  /** Files it reads at its start. */
  readonly settings: readonly string[];
  /** Writes these files and whatever else has to be there before the start, as far as it is not there so already. */
  prepare(progress: Progress): Promise<void>;
  /** Whether it answers, and is the one of this folder. */
  isReady(): Promise<boolean>;
}

const readyWithinMs = 120_000;
const pollMs = 50;
/** What a killed server leaves behind (child processes, shared memory) is gone a moment later. */
const attempts = 4;
const betweenAttemptsMs = 1_000;
const largestLogBytes = 10 * 1024 * 1024;

/**
 * Makes the folder of a service. It stays this user's, with single files and folders in it given to the account: root
 * would not be safe writing where another user may put links.
 */
export async function prepareFolder(folder: string, account: Account): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account.prefix.length === 0) return;
  // The two folders above are Stockula's own as well; servers of another user must be able to pass all three.
  for (const up of ['.', '..', '../..']) openForOthers(join(folder, up));
  await requireReachable(account, folder);
}

/** Makes a folder that the server writes to. */
export function dataFolder(path: string, account: Account): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  giveTo(account, path, 0o700);
}

/**
 * Takes up a service that runs with its present settings, else starts it. It survives this process.
 * @throws StockulaError PORT_TAKEN, or SERVICE_FAILED with the last lines of its log
 */
export async function ensureRunning(
  service: Service,
  progress: Progress,
): Promise<{ readonly pid: number; readonly how: 'taken-up' | 'started' }> {
  await service.prepare(progress);
  const running = runningPid(service);
  if (running !== null && hasOlderSettings(service)) {
    progress(`${service.component}: the settings changed, so it is restarted`);
    await stopService(service);
  } else if (running !== null) {
    const outcome = await untilReady(service, () => runningPid(service) !== running);
    if (outcome === 'ready') return { pid: running, how: 'taken-up' };
    if (outcome === 'silent') throw startFailed(service, outcome);
  }
  return { pid: await start(service, progress), how: 'started' };
}

/** The pid file is written at each start, the settings before it. */
function hasOlderSettings(service: Service): boolean {
  const file = pidFileOf(service);
  if (!existsSync(file)) return false;
  const { mtimeMs } = statSync(file);
  return service.settings.some((path) => statSync(path).mtimeMs > mtimeMs);
}

async function start(service: Service, progress: Progress): Promise<number> {
  progress(`${service.component}: starting on port ${service.port}`);
  let outcome: Outcome = 'ended';
  for (let attempt = 1; attempt <= attempts && outcome === 'ended'; attempt++) {
    if (attempt > 1) await sleep(betweenAttemptsMs);
    await requireFreePort(service.port, service.component);
    const child = await launch(service);
    outcome = await untilReady(service, child.hasEnded);
    if (outcome === 'ready') return runningPid(service) ?? child.pid;
  }
  throw startFailed(service, outcome);
}

type Outcome = 'ready' | 'ended' | 'silent';

async function untilReady(service: Service, hasEnded: () => boolean): Promise<Outcome> {
  for (const begin = performance.now(); performance.now() - begin < readyWithinMs; await sleep(pollMs)) {
    if (await service.isReady()) return 'ready';
    if (hasEnded()) return 'ended';
  }
  return 'silent';
}

/** The process notes its id itself, before it becomes the server: whoever is killed now, the note is there. */
const noteAndBecome = 'echo $$ >"$0.new" && mv "$0.new" "$0" && exec "$@"';

async function launch(service: Service): Promise<{ readonly pid: number; hasEnded(): boolean }> {
  const { account, command, folder } = service;
  const log = openLog(service);
  const args = ['-c', noteAndBecome, pidFileOf(service), ...account.prefix, ...command];
  const child = spawn('/bin/sh', args, {
    cwd: folder,
    // Settings come from files alone: PGDATA, PGPORT and the like of this user are not meant for it.
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid ?? 0));
    child.once('error', reject);
  });
  child.unref();
  return { pid, hasEnded: () => child.exitCode !== null || child.signalCode !== null };
}

/** One older log is kept. */
function openLog(service: Service): number {
  const file = logOf(service);
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function startFailed(service: Service, outcome: Outcome): StockulaError {
  const log = logOf(service);
  const why = outcome === 'ended' ? 'the program ended' : `no answer within ${readyWithinMs / 1000} s`;
  return new StockulaError('SERVICE_FAILED', {
    expected: `the ${service.component} to answer on port ${service.port}`,
    got: `${why}; the last lines of its log:\n${lastLines(readFileSync(log, 'utf8'))}\n`,
    remedy: `Mend what the log ${log} says, then run the command again.`,
  });
}
