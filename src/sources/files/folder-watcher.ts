import { stat } from 'node:fs/promises';
import { type FSWatcher, watch } from 'chokidar';

/** Watches a folder that may be missing, vanish and come back: the library forgets a folder that is gone. */
export class FolderWatcher {
  readonly #folder: string;
  readonly #pollEveryMs: number | undefined;
  readonly #onFile: (path: string) => void;
  #watcher: FSWatcher | null = null;
  #identity: string | null = null;

  /** @param onFile is called for each file that is there, appears or is written to */
  constructor(folder: string, pollEveryMs: number | undefined, onFile: (path: string) => void) {
    this.#folder = folder;
    this.#pollEveryMs = pollEveryMs;
    this.#onFile = onFile;
  }

  /** Call now and then: watches anew where the folder is another than before. */
  async keepUp(): Promise<void> {
    const identity = await this.#look();
    if (identity === this.#identity) return;
    await this.close();
    this.#identity = identity;
    if (identity !== null) this.#watcher = this.#start();
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
    this.#watcher = null;
    this.#identity = null;
  }

  #start(): FSWatcher {
    const polling = this.#pollEveryMs;
    return (
      watch(this.#folder, {
        depth: 0,
        ...(polling === undefined ? {} : { backend: 'polling' as const, pollingInterval: polling }),
      })
        .on('add', this.#onFile)
        .on('change', this.#onFile)
        // Of a folder that is going: the next look starts anew.
        .on('error', () => {
          this.#identity = '';
        })
    );
  }

  /** Which folder there is, or null. */
  async #look(): Promise<string | null> {
    try {
      const { dev, ino, birthtimeMs } = await stat(this.#folder);
      return [dev, ino, birthtimeMs].join(' ');
    } catch (error) {
      if (error instanceof Error && 'code' in error) return null;
      throw error;
    }
  }
}
