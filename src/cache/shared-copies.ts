import type { UntoldChanges } from '../domain/untold-changes.ts';
import type { CacheClass, CacheCounts, CacheSlot } from './cache-class.ts';
import { deserialise, serialise } from './serialise.ts';
import type { SharedLevel, SharedStatus, TagState } from './shared-level.ts';

/** How long a level that failed is left alone: a slow one would slow down every question. */
const restMs = 1_000;

/** A value that another process, or this one, has stored. */
interface Copy {
  readonly value: object;
  /** What is left of its lifetime. */
  readonly ttlMs: number;
}

interface Found {
  readonly copy: Copy | null;
  readonly state: TagState;
}

export interface SharedCopiesOptions {
  /** What the level may not have been told of, by whomever; none: only this process's own count. */
  readonly untold: UntoldChanges | undefined;
  readonly now: () => number;
  readonly onFailure: (kind: CacheClass) => void;
}

/**
 * The shared level as one may rely on it: it never throws and never waits for long, and a tag whose invalidation has
 * not got through yet is invalidated as soon as the level is back; until then values with that tag are not taken from
 * it. Whether one has not got through that another process should have told, the database knows: a process that hears
 * of changes asks it once, any other one before each value that it takes.
 */
export class SharedCopies {
  readonly #level: SharedLevel;
  readonly #untold: UntoldChanges | undefined;
  readonly #now: () => number;
  readonly #onFailure: (kind: CacheClass) => void;
  /** Tags whose invalidation has not got through, with the number of the latest one. */
  readonly #pending = new Map<string, number>();
  #invalidations = 0;
  /** Whether this process hears of all changes by itself, and how often that has begun or ended. */
  #isHearing = false;
  #hearings = 0;
  /** By a clock that does not jump: a day set back would be a day without this level. */
  #restUntil = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(level: SharedLevel, { untold, now, onFailure }: SharedCopiesOptions) {
    this.#level = level;
    this.#untold = untold;
    this.#now = now;
    this.#onFailure = onFailure;
  }

  /** Changes may go unnoticed from now on. */
  turnDeaf(): void {
    this.#isHearing = false;
    this.#hearings += 1;
  }

  /** Changes are noticed from now on; those before are asked for. */
  async turnHearing(): Promise<void> {
    this.#hearings += 1;
    const hearing = this.#hearings;
    if ((await this.#learn(null)) && hearing === this.#hearings) this.#isHearing = true;
  }

  /** What the level has of a value; undefined where it cannot be asked. */
  async find({ kind, key, tags }: CacheSlot): Promise<Found | undefined> {
    if (!this.#mayAsk(tags)) return undefined;
    if (!this.#isHearing && !((await this.#learn(tags)) && this.#mayAsk(tags))) return undefined;
    return this.#guarded(kind, async () => {
      const { text, state } = await this.#level.get(key, tags);
      return { copy: text === null ? null : this.#unpack(text), state };
    });
  }

  async store({ kind, key, tags }: CacheSlot, value: object, state: TagState, ttlMs: number): Promise<void> {
    if (!this.#mayAsk(tags)) return;
    await this.#guarded(kind, async () => {
      const text = `${this.#now() + ttlMs}\n${serialise(value)}`;
      await this.#level.set(key, text, state, ttlMs);
    });
  }

  async invalidate(tags: readonly string[]): Promise<void> {
    this.#invalidations += 1;
    for (const tag of tags) this.#pending.set(tag, this.#invalidations);
    await this.#passOn();
  }

  /** Counts that do not arrive are lost: they are for people to look at. */
  async report(counts: CacheCounts): Promise<void> {
    if (performance.now() < this.#restUntil) return;
    await this.#level.addCounts(counts).catch(() => undefined);
  }

  /** Whether the level answers just now. */
  answers(): Promise<boolean> {
    return this.#level.get('health', []).then(
      () => true,
      () => false,
    );
  }

  status(): Promise<SharedStatus> {
    return this.#level.status();
  }

  clear(): Promise<number> {
    return this.#level.clear();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#pending.size > 0) await this.#passOn();
    clearTimeout(this.#timer);
    await this.#level.close();
  }

  #unpack(text: string): Copy | null {
    const end = text.indexOf('\n');
    const ttlMs = Number(text.slice(0, end)) - this.#now();
    return ttlMs > 0 ? { value: deserialise(text.slice(end + 1)), ttlMs } : null;
  }

  #mayAsk(tags: readonly string[]): boolean {
    return performance.now() >= this.#restUntil && !tags.some((tag) => this.#pending.has(tag));
  }

  async #guarded<Result>(kind: CacheClass, ask: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await ask();
    } catch {
      // Whatever it is, the question is answered without this level; the counter tells that it happened.
      this.#restUntil = performance.now() + restMs;
      this.#onFailure(kind);
      return undefined;
    }
  }

  /** Takes up what the level may not have been told of. @returns whether that is known now */
  async #learn(tags: readonly string[] | null): Promise<boolean> {
    if (!this.#untold) return true;
    try {
      const untold = await this.#untold.read(tags);
      if (untold.length > 0) await this.invalidate(untold.map(({ tag }) => tag));
      return true;
    } catch {
      // The database does not answer, so nobody can tell what is outdated: nothing is taken from the level.
      return false;
    }
  }

  async #passOn(): Promise<void> {
    clearTimeout(this.#timer);
    const sent = [...this.#pending];
    const tags = sent.map(([tag]) => tag);
    try {
      // Read before the level is told: a change that comes in between is not taken for told.
      const untold = await this.#untold?.read(tags).catch(() => []);
      await this.#level.invalidate(tags);
      // One that was invalidated again meanwhile has a turn of its own.
      for (const [tag, at] of sent) if (this.#pending.get(tag) === at) this.#pending.delete(tag);
      // What stays for want of an answer from the database is told once more by somebody else.
      if (untold) await this.#untold?.settle(untold).catch(() => undefined);
    } catch {
      // Kept, and tried again until it succeeds.
      this.#restUntil = performance.now() + restMs;
      this.#timer = setTimeout(() => void this.#passOn(), restMs).unref();
    }
  }
}
