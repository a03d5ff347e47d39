import type { User, UserWithPassword } from '../../domain/access-store.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { LentAccess } from './lent-access.ts';
import { isPasswordOf } from './passwords.ts';
import type { Origin } from './sessions.ts';
import type { WindowCounts } from './window-counts.ts';

const windowMs = 15 * 60_000;
/** Somebody else's failures must not shut an account to its owner too easily; many addresses must not guess for ever. */
const timesPerAccount = 10;
const timesPerAddress = 5;

interface LoginOptions {
  /** Failures to one account from one address that are borne. */
  readonly attempts: () => number;
}

/** Whether name and password belong together, and how often that may be tried. */
export class Logins {
  readonly #lent: LentAccess;
  readonly #counts: WindowCounts;
  readonly #options: LoginOptions;

  constructor(lent: LentAccess, counts: WindowCounts, options: LoginOptions) {
    this.#lent = lent;
    this.#counts = counts;
    this.#options = options;
  }

  /**
   * Answers alike, and after as long, whether there is no such user, a blocked one, or another password.
   * @throws StockulaError UNAUTHENTICATED, TOO_MANY_REQUESTS
   */
  async check(name: string, password: string, { address }: Origin): Promise<User> {
    const lower = name.toLowerCase();
    // Counted before it is known: attempts at the same time count, too.
    await this.#count(lower, address, 1);
    const found = await this.#lent.read((store) => store.userByName(lower));
    const fits = await isPasswordOf(found?.passwordHash ?? null, password);
    const user = fits ? withoutPassword(found) : null;
    if (user?.disabledAt !== null) {
      throw new StockulaError('UNAUTHENTICATED', {
        expected: 'the name of a user and their password',
        got: 'others',
        remedy: 'Check both. Who has forgotten the password asks an admin for another one.',
      });
    }
    await this.#count(lower, address, -1);
    return user;
  }

  async note({ id }: User): Promise<void> {
    await this.#lent.write((store) => store.noteLogin(id));
  }

  async #count(name: string, address: string, by: number): Promise<void> {
    const attempts = this.#options.attempts();
    const limits: readonly (readonly [string, number])[] = [
      [`login:${name}:${address}`, attempts],
      [`login:${name}`, attempts * timesPerAccount],
      [`login-from:${address}`, attempts * timesPerAddress],
    ];
    const counted = await Promise.all(
      limits.map(async ([key, limit]) => ({
        limit,
        ...(await this.#counts.countWithOthers(key, windowMs, by)),
      })),
    );
    const over = by > 0 ? counted.filter(({ current, limit }) => current > limit) : [];
    if (over.length > 0) throw tooManyLogins(Math.max(...over.map(({ ttlMs }) => ttlMs)));
  }
}

function withoutPassword(user: UserWithPassword | null): User | null {
  if (!user) return null;
  const { passwordHash: _, ...rest } = user;
  return rest;
}

/** An error that knows when to try again. */
export class TooManyRequests extends StockulaError {
  readonly retryAfterSeconds: number;

  constructor(what: string, ttlMs: number) {
    const seconds = Math.max(1, Math.ceil(ttlMs / 1000));
    super('TOO_MANY_REQUESTS', {
      expected: `fewer ${what}`,
      got: 'more than are borne',
      remedy: `Try again in ${seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`,
    });
    this.retryAfterSeconds = seconds;
  }
}

const tooManyLogins = (ttlMs: number) =>
  new TooManyRequests('failed logins to this account or from this address', ttlMs);
