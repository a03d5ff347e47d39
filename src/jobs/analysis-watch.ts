import type { AnalysisRecord } from './analysis-record.ts';

type Listener = (record: AnalysisRecord | null) => void;

const askEveryMs = 500;

/** Tells who watches analyses of every change: one question to the database for all of them. */
export class AnalysisWatch {
  readonly #find: (ids: readonly string[]) => Promise<readonly AnalysisRecord[]>;
  readonly #listeners = new Map<string, Set<Listener>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(find: (ids: readonly string[]) => Promise<readonly AnalysisRecord[]>) {
    this.#find = find;
  }

  /** @param listener told the record again and again; null: it is gone. @returns what ends that */
  add(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    this.#timer ??= setTimeout(() => void this.#ask(), askEveryMs);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  close(): void {
    this.#listeners.clear();
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const ids = [...this.#listeners.keys()];
    if (ids.length > 0) {
      // A database that is away is asked again: whoever watches need not ask anew for that.
      const found = await this.#find(ids).catch(() => null);
      if (found) this.#tell(ids, found);
    }
    this.#timer = this.#listeners.size > 0 ? setTimeout(() => void this.#ask(), askEveryMs) : null;
  }

  #tell(ids: readonly string[], found: readonly AnalysisRecord[]): void {
    const byId = new Map(found.map((record) => [record.id, record]));
    for (const id of ids)
      for (const listener of [...(this.#listeners.get(id) ?? [])]) listener(byId.get(id) ?? null);
  }
}
