import { randomUUID } from 'node:crypto';
import type { Session, SessionStore, User } from '../../domain/access-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { freshMs, type KnownUsers, keptMs } from './known-users.ts';
import { Recall } from './recall.ts';
import { derive, hashOf, randomSecret } from './secrets.ts';

const minute = 60_000;
/** How long a token serves before another takes its place. */
const rotateMs = 15 * minute;
/** How long the one before still serves, once the new one has been shown: requests side by side may carry it. */
const graceMs = minute;
const seenMs = 5 * minute;

export interface LoggedIn {
  readonly user: User;
  readonly session: Session;
}

/** A login, and the token that the browser is to show from now on. */
export interface NewLogin extends LoggedIn {
  readonly token: string;
}

export interface Origin {
  readonly address: string;
  readonly agent: string;
}

interface SessionsOptions {
  readonly store: SessionStore;
  readonly users: KnownUsers;
  readonly lifetimeMs: () => number;
  readonly onFailure: (error: unknown) => void;
  readonly now?: () => number;
}

/**
 * Logins that hold. The token in the cookie changes every quarter of an hour. The next one follows from the token and
 * from what the store has of the session, so that requests side by side are all given the same; the one before holds
 * until the browser has shown the new one, since an answer may get lost.
 */
export class Sessions {
  readonly #options: Required<SessionsOptions>;
  readonly #known: Recall<Session | null>;

  constructor({ now = Date.now, ...options }: SessionsOptions) {
    this.#options = { ...options, now };
    this.#known = new Recall<Session | null>({ freshMs, keptMs, now });
  }

  async begin(user: User, { address, agent }: Origin): Promise<NewLogin> {
    const token = randomSecret();
    const now = this.#options.now() as EpochMs;
    const session: Session = {
      id: randomUUID(),
      userId: user.id,
      generation: user.generation,
      tokenHash: hashOf(token),
      earlierHash: null,
      earlierUntil: null,
      secret: randomSecret(),
      address,
      agent: agent.slice(0, 200),
      createdAt: now,
      rotatedAt: now,
      seenAt: now,
      expiresAt: (now + this.#options.lifetimeMs()) as EpochMs,
    };
    await this.#options.store.insert(session);
    this.#known.forget(session.tokenHash);
    return { user, session, token };
  }

  /** Whose token it is; null where it does not hold, or no more. */
  async find(token: string): Promise<LoggedIn | null> {
    const { store, users, now } = this.#options;
    const tokenHash = hashOf(token);
    const session = await this.#known.get(tokenHash, () => store.find(tokenHash));
    if (!session || session.expiresAt <= now()) return null;
    const isEarlier = session.tokenHash !== tokenHash;
    if (isEarlier && session.earlierUntil !== null && session.earlierUntil <= now()) return null;
    const user = await users.active(session.userId);
    return user?.generation === session.generation ? { user, session } : null;
  }

  /** Whether a login that was found a while ago still does, with the right it had. */
  async holds({ user, session }: LoggedIn): Promise<boolean> {
    const { store, users, now } = this.#options;
    const known = await users.active(session.userId);
    if (known?.generation !== session.generation || known.right !== user.right) return false;
    return session.expiresAt > now() && (await store.ofUser(user.id)).some(({ id }) => id === session.id);
  }

  /** The token that is to take the place of the one shown; null where that one goes on. */
  async renew(token: string, { session }: LoggedIn): Promise<string | null> {
    const tokenHash = hashOf(token);
    const next = derive(session.secret, `next ${token}`);
    if (session.tokenHash !== tokenHash) return hashOf(next) === session.tokenHash ? next : null;
    const now = this.#options.now() as EpochMs;
    if (session.earlierHash !== null && session.earlierUntil === null) {
      await this.#keep({ ...session, seenAt: now, earlierUntil: (now + graceMs) as EpochMs }, tokenHash);
    } else if (now - session.rotatedAt >= rotateMs) {
      const rotated = { tokenHash: hashOf(next), earlierHash: tokenHash, earlierUntil: null };
      const kept = await this.#keep({ ...session, ...rotated, rotatedAt: now, seenAt: now }, tokenHash);
      return kept === 'failed' ? null : next;
    } else if (now - session.seenAt >= seenMs) {
      await this.#keep({ ...session, seenAt: now }, tokenHash);
    }
    return null;
  }

  /** Where a page of ours has it from, only requests of ours can carry it. */
  csrfToken({ secret }: Session): string {
    return derive(secret, 'csrf');
  }

  /** Those that hold. */
  async of(user: User): Promise<Session[]> {
    const sessions = await this.#options.store.ofUser(user.id);
    return sessions.filter(({ generation }) => generation === user.generation);
  }

  async end(ids: readonly string[]): Promise<number> {
    const ended = await this.#options.store.remove(ids);
    for (const session of ended) this.#forget(session);
    return ended.length;
  }

  /** A request is not to fail because the time at which it came could not be noted. */
  async #keep(session: Session, seenToken: string): Promise<'kept' | 'overtaken' | 'failed'> {
    try {
      return (await this.#options.store.update(session, seenToken)) ? 'kept' : 'overtaken';
    } catch (error) {
      this.#options.onFailure(error);
      return 'failed';
    } finally {
      this.#forget(session);
      this.#known.forget(seenToken);
    }
  }

  #forget({ tokenHash, earlierHash }: Session): void {
    this.#known.forget(tokenHash);
    if (earlierHash !== null) this.#known.forget(earlierHash);
  }
}
