import { stampAt } from './file-stamp.ts';

/** Tells which of the files that something happened to are complete. */
export class CompleteFiles {
  readonly #stableMs: number;
  /** Path → what it was when it was last looked at, and since when it is so. */
  readonly #waiting = new Map<string, { readonly stamp: string; readonly since: number } | null>();
  /** What was handed out: a folder that comes back brings the same files again. */
  readonly #done = new Map<string, string>();

  constructor(stableMs: number) {
    this.#stableMs = stableMs;
  }

  /** Something happened to a file. */
  consider(path: string): void {
    if (!this.#waiting.has(path)) this.#waiting.set(path, null);
  }

  /** The files that have stayed the same for long enough, each once. */
  async look(now: number): Promise<readonly string[]> {
    const complete: string[] = [];
    for (const [path, last] of [...this.#waiting]) {
      const stamp = await stampAt(path);
      if (stamp === null || stamp === this.#done.get(path)) this.#waiting.delete(path);
      else if (last?.stamp !== stamp) this.#waiting.set(path, { stamp, since: now });
      else if (now - last.since >= this.#stableMs) {
        this.#waiting.delete(path);
        this.#done.set(path, stamp);
        complete.push(path);
      }
    }
    return complete;
  }
}
