import { execFile } from 'node:child_process';

/** How a program that ran to its end ended. */
export interface Ended {
  /** Exit status; null if it could not be started, was killed, or took too long. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 60_000;
const mostOutputBytes = 16 * 1024 * 1024;

/** Runs a program to its end, without a shell. Never throws: a program that cannot be started has no status. */
export function runProgram(command: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const [program = '', ...args] = command;
  const settings = {
    cwd: options.cwd,
    env: { ...process.env, LC_ALL: 'C', ...options.env },
    timeout: options.timeoutMs ?? defaultTimeoutMs,
    maxBuffer: mostOutputBytes,
  };
  return new Promise((resolve) => {
    const child = execFile(program, args, settings, (error, stdout, stderr) => {
      if (error === null) resolve({ status: 0, stdout, stderr });
      else {
        const status = typeof error.code === 'number' ? error.code : null;
        resolve({ status, stdout, stderr: stderr || error.message });
      }
    });
    child.stdin?.end();
  });
}

/** The last lines of a text, for messages. */
export function lastLines(text: string, count = 8): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
