import { basename } from 'node:path';
import { CompleteFiles } from './complete-files.ts';
import { FolderWatcher } from './folder-watcher.ts';

export interface WatchOptions {
  /** How long a file must stay the same until it counts as complete, milliseconds. */
  readonly stableMs?: number;
  /** How often files that are being written, and the folder, are looked at, milliseconds. */
  readonly lookEveryMs?: number;
  /** List the folder every so often instead of waiting for the system to tell: network drives need it. */
  readonly pollEveryMs?: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/** Names that programs give to what is not done: `.x`, `~x`, `x~`, `x.tmp`, `x.part`, `x.crdownload`. */
const unfinished = /^[.~#]|~$|\.(tmp|temp|part|partial|crdownload|download|swp|filepart|lock)$/i;

/** Whether a file of that name is one to read once it is complete. */
export function isFinishedName(path: string): boolean {
  return !unfinished.test(basename(path));
}

/**
 * Yields the files of a folder, those already in it first, each once it is complete: it stayed the same for a while,
 * be it that it was written there or renamed into place. A file that is written to again comes again. The folder may be
 * missing, vanish and come back. Folders within it are not looked into; nothing is moved or deleted.
 */
export async function* watchFiles(folder: string, options: WatchOptions): AsyncGenerator<string, void> {
  const { signal, stableMs = 2_000, lookEveryMs = 250 } = options;
  const complete = new CompleteFiles(stableMs);
  const watcher = new FolderWatcher(folder, options.pollEveryMs, (path) => {
    if (isFinishedName(path)) complete.consider(path);
  });
  try {
    while (!signal.aborted) {
      await watcher.keepUp();
      // Not the time of day: set back meanwhile, it would keep files waiting.
      for (const path of await complete.look(performance.now())) {
        if (signal.aborted) return;
        yield path;
      }
      await pause(lookEveryMs, signal);
    }
  } finally {
    await watcher.close();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
