import type { Session, SessionStore } from '../domain/access-store.ts';
import type { SharedTexts } from './shared-texts.ts';

/** How long a copy is taken without a look into the database. */
const copyMs = 5 * 60_000;
const retryMs = 1_000;
/** In place of a copy: the session is over. No copy that was read before takes its place. */
const over = '-';
const putUnlessOver = `if redis.call('GET', KEYS[1]) == ARGV[3] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return 1`;

/**
 * Sessions in Redis, with the database behind it: where Redis is away or has lost what it had, nobody is logged out.
 * The end of a session that Redis could not be told is told as soon as it answers again; copies live for minutes only.
 */
export class RedisSessions implements SessionStore {
  readonly #below: SessionStore;
  readonly #texts: SharedTexts;
  /** Hashes of tokens whose end Redis has not been told of. */
  readonly #owed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(below: SessionStore, texts: SharedTexts) {
    this.#below = below;
    this.#texts = texts;
  }

  async find(tokenHash: string): Promise<Session | null> {
    const copy = this.#owed.has(tokenHash)
      ? null
      : await this.#texts
          .use((client, prefix) => client.get(`${prefix}session:${tokenHash}`))
          .catch(() => null);
    if (copy === over) return null;
    if (copy !== null) return JSON.parse(copy) as Session;
    const session = await this.#below.find(tokenHash);
    if (session) await this.#put(session, [tokenHash]);
    return session;
  }

  async insert(session: Session): Promise<void> {
    await this.#below.insert(session);
    await this.#put(session, [session.tokenHash]);
  }

  async update(session: Session, seenToken: string): Promise<boolean> {
    const updated = await this.#below.update(session, seenToken);
    if (updated) await this.#put(session, hashesOf(session));
    return updated;
  }

  ofUser(userId: string): Promise<Session[]> {
    return this.#below.ofUser(userId);
  }

  async remove(ids: readonly string[]): Promise<Session[]> {
    const removed = await this.#below.remove(ids);
    for (const hash of removed.flatMap(hashesOf)) this.#owed.add(hash);
    await this.#tellEnds();
    return removed;
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #put(session: Session, hashes: readonly string[]): Promise<void> {
    const text = JSON.stringify(session);
    await this.#texts
      .use((client, prefix) =>
        Promise.all(
          hashes.map((hash) => client.eval(putUnlessOver, 1, `${prefix}session:${hash}`, text, copyMs, over)),
        ),
      )
      // Without a copy the database answers.
      .catch(() => null);
  }

  async #tellEnds(): Promise<void> {
    const hashes = [...this.#owed];
    try {
      await this.#texts.use((client, prefix) =>
        Promise.all(hashes.map((hash) => client.set(`${prefix}session:${hash}`, over, 'PX', copyMs))),
      );
      for (const hash of hashes) this.#owed.delete(hash);
    } catch {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        void this.#tellEnds();
      }, retryMs).unref();
    }
  }
}

const hashesOf = ({ tokenHash, earlierHash }: Session): string[] =>
  earlierHash === null ? [tokenHash] : [tokenHash, earlierHash];
