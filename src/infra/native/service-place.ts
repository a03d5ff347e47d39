import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StockulaError } from '../../domain/errors.ts';
import type { ComponentName } from '../driver.ts';
import { portHolder } from '../system/ports.ts';
import { commandLineOf } from '../system/processes.ts';

/** A server of this machine, known by its folder: an argument of its command line lies in it, and of no other's. */
export interface ServicePlace {
  readonly component: ComponentName;
  readonly folder: string;
  readonly port: number;
  /** How to ask it to end, from politely to firmly; committed data survive each of them. */
  readonly stopSignals: readonly NodeJS.Signals[];
}

export const logOf = (place: ServicePlace): string => join(place.folder, 'server.log');
export const pidFileOf = (place: ServicePlace): string => join(place.folder, 'server.pid');

/** Process id of the service, or null if it does not run. */
export function runningPid(place: ServicePlace): number | null {
  const file = pidFileOf(place);
  const noted = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (noted > 0 && belongsTo(place, commandLineOf(noted))) return noted;
  // The note may be lost, or be that of a second process that came too late and ended.
  const holder = portHolder(place.port);
  return holder && belongsTo(place, holder.command) ? holder.pid : null;
}

/** Process ids are used again; a command line with this folder is not. */
function belongsTo({ folder }: ServicePlace, commandLine: string | null): boolean {
  if (commandLine === null) return false;
  return [' ', '='].some((before) => commandLine.includes(`${before}${folder}/`));
}

const stopWithinMs = 20_000;
const pollMs = 50;

/**
 * Ends the service if it runs.
 * @throws StockulaError SERVICE_FAILED if it does not end
 */
export async function stopService(place: ServicePlace): Promise<void> {
  const pid = runningPid(place);
  if (pid === null) return;
  for (const signal of place.stopSignals) {
    send(pid, signal);
    if (await hasEnded(place, pid)) return;
  }
  throw new StockulaError('SERVICE_FAILED', {
    expected: `the ${place.component} (process ${pid}) to end`,
    got: `that it still runs ${(stopWithinMs * place.stopSignals.length) / 1000} s after it was asked to`,
    remedy: `Its log ${logOf(place)} may tell why. Ask again later, or end it with "kill -9 ${pid}".`,
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may just have ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function hasEnded(place: ServicePlace, pid: number): Promise<boolean> {
  for (const begin = performance.now(); performance.now() - begin < stopWithinMs; await sleep(pollMs)) {
    if (!belongsTo(place, commandLineOf(pid))) return true;
  }
  return false;
}
