import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostOptions, HostReport } from './host/protocol.ts';

type Outcome = Exclude<HostReport, { kind: 'progress' }>;

/** Starts a host for a prepared data directory, detached from this process, and waits until it serves or fails. */
export function startHost(options: HostOptions, onProgress?: (text: string) => void): Promise<Outcome> {
  const main = join(dirname(fileURLToPath(import.meta.url)), 'host/main.ts');
  const compileCache = getCompileCacheDir();
  const child = fork(main, [JSON.stringify(options)], {
    // Compiled code of ours is kept for the host as for this process, if it does so: a third of its start-up time
    // and of its memory. Node adds the folder of its version itself.
    env: { ...process.env, ...(compileCache && { NODE_COMPILE_CACHE: dirname(compileCache) }) },
    detached: true,
    stdio: 'ignore',
    cwd: options.dataDirectory,
    // Megabytes. Batches of rows pass through as buffers, which Node only lets go of when this small space is full:
    // at its usual size the host's peak was 271 MB over a load of a million rows, so it is 162 MB, as fast.
    execArgv: ['--max-semi-space-size=1'],
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
