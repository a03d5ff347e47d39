import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { holderOf } from '../src/storage/embedded/connect.ts';
import { watchMemory } from './process-memory.ts';

/** What running the command line once came to. */
export interface Measured {
  readonly seconds: number;
  readonly stdout: string;
  /** Peak resident memory of the command, the database host and the engine together, in megabytes. */
  readonly peakMegabytes: number;
}

const stockula = join(import.meta.dirname, '../bin/stockula.mjs');

/** Runs `stockula …` on a data directory and measures it from outside. Throws if it fails. */
export async function runCommand(args: readonly string[], dataDirectory: string): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, [stockula, ...args], {
    env: { ...process.env, STOCKULA_DATA_DIR: dataDirectory, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stopWatching = watchMemory(() => {
    const host = holderOf(dataDirectory)?.pid;
    return host === undefined ? [child.pid ?? 0] : [child.pid ?? 0, host];
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const status = await new Promise((resolve) => child.once('close', resolve));
  const peakMegabytes = stopWatching() / 1e6;
  if (status !== 0) throw new Error(`stockula ${args.join(' ')} ended with ${status}: ${stderr.slice(-500)}`);
  return { seconds: (performance.now() - started) / 1000, stdout, peakMegabytes };
}
