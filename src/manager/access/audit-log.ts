import type { AuditEntry, AuditFilter, AuditLine } from '../../domain/access-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { LentAccess } from './lent-access.ts';

const flushMs = 200;
const retryMs = 2_000;
/** What waits while the database is away; beyond it the oldest lines are only in the log. */
const mostWaiting = 5_000;
const longest = 500;

interface AuditOptions {
  /** Told what could not be written, and what is lost for good. */
  readonly onFailure: (error: unknown, lost: readonly AuditEntry[]) => void;
}

/** Who did what. Written behind the answers, in batches. */
export class AuditLog {
  readonly #lent: LentAccess;
  readonly #options: AuditOptions;
  #waiting: AuditEntry[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<boolean> = Promise.resolve(true);

  constructor(lent: LentAccess, options: AuditOptions) {
    this.#lent = lent;
    this.#options = options;
  }

  note(entry: Omit<AuditEntry, 'at'>): void {
    const { actor, target, ...rest } = entry;
    this.#waiting.push({
      ...rest,
      actor: storable(actor),
      target: target === null ? null : storable(target.slice(0, longest)),
      at: Date.now() as EpochMs,
    });
    this.#flushIn(flushMs);
  }

  /** The newest first, with what has just been noted. */
  async list(filter: AuditFilter): Promise<AuditLine[]> {
    await this.flush();
    return this.#lent.read((store) => store.audit(filter));
  }

  /** @returns whether everything is written */
  flush(): Promise<boolean> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async close(): Promise<void> {
    const written = await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
    if (!written && this.#waiting.length > 0) this.#options.onFailure(null, this.#waiting);
  }

  async #write(): Promise<boolean> {
    const entries = this.#waiting;
    this.#waiting = [];
    if (entries.length === 0) return true;
    try {
      await this.#lent.write((store) => store.note(entries));
      return true;
    } catch (error) {
      const all = [...entries, ...this.#waiting];
      this.#waiting = all.slice(-mostWaiting);
      this.#options.onFailure(error, all.slice(0, -mostWaiting));
      this.#flushIn(retryMs);
      return false;
    }
  }

  #flushIn(delayMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, delayMs).unref();
  }
}

/** One text that the database refuses would keep all lines from being written that wait with it. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD');
