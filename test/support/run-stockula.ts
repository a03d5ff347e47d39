import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a run of the command line left. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What Node runs for `stockula`. */
export const program = join(import.meta.dirname, '../../bin/stockula.mjs');

/** Runs `stockula …` as a process of its own, as a user would, in an empty folder with an environment of its own. */
export function runStockula(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Run> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: env['STOCKULA_TEST_CWD'] ?? process.env['STOCKULA_TEST_SCRATCH'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...env },
  });
  // A program that ends without reading its input closes it: its status and output tell the rest.
  child.stdin.on(
    'error',
    (error: NodeJS.ErrnoException) => error.code === 'EPIPE' || child.emit('error', error),
  );
  child.stdin.end(input);
  return ended(child);
}

/** What a command left that was begun. */
export function ended(child: ChildProcess): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ status: code ?? (signal ? 128 : -1), stdout, stderr }));
  });
}
