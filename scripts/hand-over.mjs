// A launcher on an older Node hands its work over to a child on the pinned one. The two are to look like one process:
// signals go on, the status is the child's, and the child does not outlive a launcher that was killed.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** In the child's environment: the process id of its launcher. Its own children have another parent. */
const launcherVariable = 'STOCKULA_LAUNCHER';
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a command to its end. @returns its status; of one that a signal ended 128 and its number, as a shell has it */
export function handOver(program, args, options = {}) {
  const child = spawn(program, args, {
    ...options,
    env: { ...process.env, [launcherVariable]: String(process.pid) },
    // The channel says nothing; it closes when one of the two has gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const asked = new Set();
  const forward = (signal) => {
    asked.add(signal);
    child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of forwarded) process.off(name, forward);
      if (signal && !asked.has(signal))
        console.error(`stockula: the process that did the work was ended by ${signal}.`);
      resolve(signal ? 128 + constants.signals[signal] : (code ?? 1));
    });
  });
}

/** In the child: ends it as SIGTERM would when its launcher has gone, which could not send one on. */
export function endWithLauncher() {
  const launcher = process.env[launcherVariable];
  delete process.env[launcherVariable];
  if (!process.channel || launcher !== String(process.ppid)) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // It keeps nobody up who has done all there was to do.
  process.channel.unref();
}
