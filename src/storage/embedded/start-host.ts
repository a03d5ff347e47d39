import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostOptions, HostReport } from './host/protocol.ts';

type Outcome = Exclude<HostReport, { kind: 'progress' }>;

/** Starts a host for a prepared data directory, detached from this process, and waits until it serves or fails. */
export function startHost(options: HostOptions, onProgress?: (text: string) => void): Promise<Outcome> {
  const main = join(dirname(fileURLToPath(import.meta.url)), 'host/main.ts');
  const child = fork(main, [JSON.stringify(options)], {
    detached: true,
    stdio: 'ignore',
    cwd: options.dataDirectory,
    execArgv: [],
  });
  return new Promise((resolve) => {
    const finish = (outcome: Outcome): void => {
      if (child.connected) child.disconnect();
      child.unref();
      resolve(outcome);
    };
    child.on('message', (message: HostReport) => {
      if (message.kind === 'progress') onProgress?.(message.text);
      else finish(message);
    });
    child.once('error', (error) => finish({ kind: 'failed', reason: 'cannot-open', message: error.message }));
    child.once('exit', (code, signal) =>
      finish({
        kind: 'failed',
        reason: 'crashed',
        message: `the database host ended with ${signal ?? `status ${code}`}`,
      }),
    );
  });
}
