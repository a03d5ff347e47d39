import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { type CacheCounts, cacheClasses, cacheOutcomes, countsBy } from './cache-class.ts';
import { connectRedis } from './connect-redis.ts';
import type { SharedAnswer, SharedLevel, SharedStatus, TagState } from './shared-level.ts';

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
    const client = await connectRedis(url);
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

  async addCounts(counts: CacheCounts): Promise<void> {
    const commands = this.#client.pipeline();
    for (const kind of cacheClasses) {
      for (const outcome of cacheOutcomes)
        if (counts[kind][outcome] > 0)
          commands.hincrby(this.#countsKey, `${kind}.${outcome}`, counts[kind][outcome]);
    }
    const failed = (await commands.exec())?.find(([failure]) => failure !== null);
    if (failed?.[0]) throw failed[0];
  }

  async status(): Promise<SharedStatus> {
    const [memory, counted] = await Promise.all([
      this.#client.info('memory'),
      this.#client.hgetall(this.#countsKey),
    ]);
    const figure = (name: string): number =>
      Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(memory)?.[1] ?? 0);
    let values = 0;
    for await (const keys of this.#scan('value')) values += keys.length;
    return {
      values,
      memoryBytes: figure('used_memory'),
      memoryLimitBytes: figure('maxmemory') || null,
      counts: countsBy((kind, outcome) => Number(counted[`${kind}.${outcome}`] ?? 0)),
    };
  }

  async clear(): Promise<number> {
    let removed = 0;
    for await (const keys of this.#scan('value')) removed += await this.#client.unlink(keys);
    for await (const keys of this.#scan('tag')) await this.#client.unlink(keys);
    await this.#client.unlink(this.#countsKey);
    return removed;
  }

  close(): Promise<void> {
    this.#client.disconnect();
    return Promise.resolve();
  }

  async *#scan(kind: 'value' | 'tag'): AsyncGenerator<string[]> {
    const match = `${this.#prefix}${kind}:*`;
    let cursor = '0';
    do {
      const [next, keys] = await this.#client.scan(cursor, 'MATCH', match, 'COUNT', keysPerScan);
      cursor = next;
      if (keys.length > 0) yield keys;
    } while (cursor !== '0');
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

  get #countsKey(): string {
    return `${this.#prefix}counts`;
  }

  #valueKey(key: string): string {
    return `${this.#prefix}value:${key}`;
  }

  #tagKey(tag: string): string {
    return `${this.#prefix}tag:${tag}`;
  }
}
