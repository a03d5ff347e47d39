import type { SessionId } from './turn-queue.ts';

/** Runs one statement and returns the text of each row's first column. */
interface Asked {
  ask(sql: string): Promise<string[]>;
}

/**
 * Which session made which temporary table. To the shared backend they are all one session's, so they would
 * outlive their maker, and DISCARD TEMP would take everybody's.
 */
export class TemporaryTables {
  readonly #makers = new Map<string, SessionId>();

  /** Finds what a transaction of the session left behind. */
  async collect(backend: Asked, id: SessionId): Promise<void> {
    const present = await backend.ask(
      `SELECT oid FROM pg_class WHERE relpersistence = 't' AND relkind IN ('r', 'v', 'S', 'p', 'm')`,
    );
    for (const known of this.#makers.keys()) if (!present.includes(known)) this.#makers.delete(known);
    for (const oid of present) if (!this.#makers.has(oid)) this.#makers.set(oid, id);
  }

  has(id: SessionId): boolean {
    return [...this.#makers.values()].includes(id);
  }

  /** Drops what the session made. */
  async drop(backend: Asked, id: SessionId): Promise<void> {
    const own = [...this.#makers].filter(([, maker]) => maker === id).map(([oid]) => oid);
    if (own.length === 0) return;
    for (const oid of own) this.#makers.delete(oid);
    const drops = await backend.ask(
      `SELECT format('DROP %s IF EXISTS pg_temp.%I CASCADE', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname) FROM pg_class WHERE relpersistence = 't' AND oid IN (${own.join(', ')})`,
    );
    if (drops.length > 0) await backend.ask(drops.join('; '));
  }

  /** They end with the engine. */
  clear(): void {
    this.#makers.clear();
  }
}
