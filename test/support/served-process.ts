import { type ChildProcess, spawn } from 'node:child_process';
import { program } from './run-stockula.ts';

/** A `stockula serve` in a process of its own. */
export interface ServedProcess {
  readonly url: string;
  readonly pid: number;
  /** Its exit status, and what it wrote to stderr, once it has ended. */
  readonly ended: Promise<{ readonly status: number | null; readonly stderr: string }>;
  signal(name: NodeJS.Signals): void;
  /** Ends it regularly, and waits for that. */
  stop(): Promise<void>;
}

/** Starts it on a free port, or the one given, and waits until it answers. */
export async function startServed(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = ['--port', '0'],
): Promise<ServedProcess> {
  const child = spawn(process.execPath, [program, 'serve', '-o', 'json', ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr = (stderr + chunk).slice(-20_000)));
  const ended = new Promise<{ status: number | null; stderr: string }>((resolve) =>
    child.once('close', (status) => resolve({ status, stderr })),
  );
  const url = await Promise.race([readyUrl(child), ended.then(() => null)]);
  if (url === null) throw new Error(`stockula serve ended: ${stderr}`);
  return {
    url,
    pid: child.pid ?? 0,
    ended,
    signal: (name) => void child.kill(name),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readyUrl({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve((JSON.parse(text.split('\n', 1)[0] ?? '') as { url: string }).url);
    });
  });
}
