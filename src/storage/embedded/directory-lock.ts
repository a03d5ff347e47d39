import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * An exclusive lock held by this process until it dies, whatever kills it: SQLite's own file lock, which the
 * operating system releases.
 *
 * A data directory has two. The host's says who serves it, so that of two hosts started at once one gives way
 * without waiting. The engine's protects the cluster: an engine can outlive a killed host by the length of a
 * statement, and two engines on one cluster lose rows.
 */
export class DirectoryLock {
  /** Kept so that the lock is not collected with the object. */
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Takes the lock, or returns null if another process has it for longer than `waitMs`. */
  static take(lockFile: string, waitMs: number): DirectoryLock | null {
    const database = new DatabaseSync(lockFile, { timeout: waitMs });
    try {
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      if (error instanceof Error && /locked|busy/i.test(error.message)) return null;
      throw error;
    }
    return new DirectoryLock(database);
  }

  /** Whether another process holds the lock now. Creates nothing. */
  static isHeld(lockFile: string): boolean {
    if (!existsSync(lockFile)) return false;
    const lock = DirectoryLock.take(lockFile, 0);
    lock?.release();
    return lock === null;
  }

  release(): void {
    this.#database.close();
  }
}
