import type { Redis } from 'ioredis';

/** After a failure nobody waits for the server for so long. */
const pauseMs = 1_000;

/** A connection to Redis whose keys belong to one database, and that is left alone for a moment after it failed. */
export class SharedTexts {
  readonly #client: Redis;
  readonly #database: () => Promise<string>;
  #pausedUntil = 0;

  /** @param database the id of the database, which tells its keys from those of another */
  constructor(client: Redis, database: () => Promise<string>) {
    this.#client = client;
    this.#database = database;
  }

  /** @throws where the server does not answer, or did not a moment ago */
  async use<Answer>(work: (client: Redis, prefix: string) => Promise<Answer>): Promise<Answer> {
    if (Date.now() < this.#pausedUntil) throw new Error('Redis did not answer a moment ago');
    const prefix = `stockula:${await this.#database()}:`;
    try {
      return await work(this.#client, prefix);
    } catch (error) {
      this.#pausedUntil = Date.now() + pauseMs;
      throw error;
    }
  }

  close(): void {
    this.#client.disconnect();
  }
}
