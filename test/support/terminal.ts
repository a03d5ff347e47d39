import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { program } from './run-stockula.ts';

/** Whether this machine can run a command on a terminal of its own. */
export const hasTerminals =
  spawnSync('script', ['-qec', 'exit 5', '/dev/null'], { stdio: 'ignore' }).status === 5;

/**
 * Begins `stockula …` on a terminal of its own: what that shows comes on stdout, keys are pressed on stdin.
 * @param place `rest` comes after the command: a redirection
 */
export function onTerminal(
  args: readonly string[],
  place: { cwd: string; dataDirectory: string; columns?: number; rest?: string },
): ChildProcessWithoutNullStreams {
  const { cwd, dataDirectory, columns = 150, rest = '' } = place;
  const command = `stty cols ${columns} rows 60; exec ${[process.execPath, program, ...args].join(' ')} ${rest}`;
  return spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { PATH: process.env['PATH'], TERM: 'xterm', STOCKULA_DATA_DIR: dataDirectory },
  });
}
