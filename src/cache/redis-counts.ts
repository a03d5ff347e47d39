import type { SharedCounts } from '../domain/shared-counts.ts';
import type { SharedTexts } from './shared-texts.ts';

/** Counts in Redis. */
export class RedisCounts implements SharedCounts {
  readonly #texts: SharedTexts;

  constructor(texts: SharedTexts) {
    this.#texts = texts;
  }

  add(key: string, by: number, keptMs: number): Promise<number> {
    return this.#texts.use(async (client, prefix) => {
      const name = `${prefix}count:${key}`;
      const results = await client.multi().incrby(name, by).pexpire(name, keptMs, 'NX').exec();
      const [failure, sum] = results?.[0] ?? [new Error('no answer'), null];
      if (failure) throw failure;
      return Number(sum);
    });
  }
}
