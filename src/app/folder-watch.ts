import { type FSWatcher, watch } from 'node:fs';

export interface FolderWatch {
  close(): void;
}

export interface FolderWatchOptions {
  /** How soon after something happened in the folder a look is taken; what happens until then is one. */
  readonly settleMs: number;
  /** A look is taken so often in any case: not every file system tells of changes, and none of those behind a link. */
  readonly pollMs: number;
}

/** Calls `look` when something may have changed in a folder. */
export function watchFolder(
  folder: string,
  look: () => void,
  { settleMs, pollMs }: FolderWatchOptions,
): FolderWatch {
  let pending: NodeJS.Timeout | null = null;
  const poll = setInterval(look, pollMs).unref();
  const watcher = startWatcher(folder, () => {
    pending ??= setTimeout(() => {
      pending = null;
      look();
    }, settleMs).unref();
  });
  return {
    close: () => {
      clearInterval(poll);
      if (pending) clearTimeout(pending);
      watcher?.close();
    },
  };
}

/** Null where the system has no watch left to give; looks are still taken. */
function startWatcher(folder: string, onEvent: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
