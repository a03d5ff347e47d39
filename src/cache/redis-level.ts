import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { SharedAnswer, SharedLevel, TagState } from './shared-level.ts';

/** A cache that takes longer than this is slower than the database. */
const commandTimeoutMs = 250;
const connectTimeoutMs = 1_000;
/** Between attempts to reach a server that is away, at most. */
const reconnectMs = 1_000;
const keysPerScan = 500;

/**
 * Values in Redis. A value carries the states of its tags as they were before it was loaded, and is good as long as
 * they are the same: so a value that was loaded before a change and arrives after it is never taken for a new one.
 * A state is a random text; one that Redis has dropped for want of memory is replaced by another, never by the same.
 */
export class RedisLevel implements SharedLevel {
  readonly #client: Redis;
  readonly #prefix: string;

  private constructor(client: Redis, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  /**
   * Connects, or goes on trying in the background: a cache that is away is no reason to fail.
   * @param database tells the values of one database from those of another that shares the server
   */
  static async open(url: string, database: string): Promise<RedisLevel> {
    const client = new Redis(url, {
      lazyConnect: true,
      connectTimeout: connectTimeoutMs,
      commandTimeout: commandTimeoutMs,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      retryStrategy: (attempt) => Math.min(attempt * 100, reconnectMs),
    });
    // Each command that fails because of it says so itself.
    client.on('error', () => undefined);
    await client.connect().catch(() => undefined);
    return new RedisLevel(client, `stockula:${database}:`);
  }

  async get(key: string, tags: readonly string[]): Promise<SharedAnswer> {
    const names = tags.map((tag) => this.#tagKey(tag));
    const [stored = null, ...states] = await this.#client.mget(this.#valueKey(key), ...names);
    const state: TagState = states.every((part) => part !== null) ? states : await this.#provideStates(names);
    const end = stored?.indexOf('\n') ?? -1;
    const isGood = stored !== null && stored.slice(0, end) === state.join(' ');
    return { text: isGood ? stored.slice(end + 1) : null, state };
  }

  async set(key: string, text: string, state: TagState, ttlMs: number): Promise<void> {
    await this.#client.set(this.#valueKey(key), `${state.join(' ')}\n${text}`, 'PX', Math.ceil(ttlMs));
  }

  async invalidate(tags: readonly string[]): Promise<void> {
    if (tags.length === 0) return;
    await this.#client.mset(Object.fromEntries(tags.map((tag) => [this.#tagKey(tag), randomUUID()])));
  }

  async clear(): Promise<number> {
    let removed = 0;
    for (const kind of ['value', 'tag']) {
      const match = `${this.#prefix}${kind}:*`;
      let cursor = '0';
      do {
        const [next, keys] = await this.#client.scan(cursor, 'MATCH', match, 'COUNT', keysPerScan);
        cursor = next;
        if (keys.length === 0) continue;
        const count = await this.#client.unlink(keys);
        if (kind === 'value') removed += count;
      } while (cursor !== '0');
    }
    return removed;
  }

  close(): Promise<void> {
    this.#client.disconnect();
    return Promise.resolve();
  }

  async #provideStates(names: readonly string[]): Promise<TagState> {
    const commands = this.#client.pipeline();
    for (const name of names) commands.set(name, randomUUID(), 'NX');
    commands.mget(...names);
    const results = (await commands.exec()) ?? [];
    const [failure, states] = results.at(-1) ?? [new Error('no answer'), null];
    if (failure) throw failure;
    if (!Array.isArray(states)) throw new Error('Redis gave no states of tags');
    return states.map(String);
  }

  #valueKey(key: string): string {
    return `${this.#prefix}value:${key}`;
  }

  #tagKey(tag: string): string {
    return `${this.#prefix}tag:${tag}`;
  }
}
