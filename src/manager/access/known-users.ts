import type { User } from '../../domain/access-store.ts';
import type { LentAccess } from './lent-access.ts';
import { Recall } from './recall.ts';

/** What another process changes holds here after so long. */
export const freshMs = 1_000;
/** While the database is away nobody can change what it holds; but it may be away only for this process. */
export const keptMs = 15 * 60_000;

/** Users as they are now, without a question for every request. */
export class KnownUsers {
  readonly #lent: LentAccess;
  readonly #users = new Recall<User | null>({ freshMs, keptMs });
  readonly #any = new Recall<boolean>({ freshMs, keptMs });
  #closed = false;

  constructor(lent: LentAccess) {
    this.#lent = lent;
  }

  /**
   * Whether there are users: from then on for good, whatever becomes of the table.
   * @param isForChange not to go by what held a moment ago
   */
  async any(isForChange: boolean): Promise<boolean> {
    if (isForChange && !this.#closed) this.#any.forget('');
    this.#closed ||= await this.#any.get('', () => this.#lent.read((store) => store.hasUsers()));
    return this.#closed;
  }

  /** Null: gone, or blocked. */
  async active(id: string): Promise<User | null> {
    const user = await this.#users.get(id, () => this.#lent.read((store) => store.user(id)));
    return user?.disabledAt === null ? user : null;
  }

  forget(id: string): void {
    this.#users.forget(id);
    this.#any.forget('');
  }
}
