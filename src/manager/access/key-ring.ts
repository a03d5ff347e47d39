import { type ApiKey, type GrantedRight, grantedRights, type User } from '../../domain/access-store.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { freshMs, type KnownUsers, keptMs } from './known-users.ts';
import type { LentAccess } from './lent-access.ts';
import { Recall } from './recall.ts';
import { hashOf, randomSecret } from './secrets.ts';

const minute = 60_000;
/** So that scanners for lost secrets know one when they see it. */
const beginning = 'stk_';
const prefixLength = beginning.length + 8;
const keyForm = /^stk_[\w-]{43}$/;

export interface NewKeyRequest {
  readonly name: string;
  readonly right: GrantedRight;
  readonly expiresAt: EpochMs | null;
}

/** A key whose owner may log in; its right is never more than the owner's. */
export interface UsableKey {
  readonly user: User;
  readonly key: ApiKey;
  readonly right: GrantedRight;
}

/** Keys by which programs ask. */
export class KeyRing {
  readonly #lent: LentAccess;
  readonly #users: KnownUsers;
  readonly #known = new Recall<ApiKey | null>({ freshMs, keptMs });
  readonly #noted = new Map<string, number>();
  /** Hashes of keys by their ids, of those that were used here. */
  readonly #hashes = new Map<string, string>();

  constructor(lent: LentAccess, users: KnownUsers) {
    this.#lent = lent;
    this.#users = users;
  }

  /** Null: no key, or none that holds. */
  async find(secret: string): Promise<UsableKey | null> {
    // What has not the form of one is not asked the database about.
    if (!keyForm.test(secret)) return null;
    const keyHash = hashOf(secret);
    const key = await this.#known.get(keyHash, () => this.#lent.read((store) => store.keyByHash(keyHash)));
    if (!key || isOver(key)) return null;
    const user = await this.#users.active(key.userId);
    if (!user) return null;
    this.#hashes.set(key.id, keyHash);
    this.#noteUse(key);
    return { user, key, right: lesser(key.right, user.right) };
  }

  /** @returns the key itself, which is not kept, and what is kept of it. @throws StockulaError FORBIDDEN */
  async add(user: User, { name, right, expiresAt }: NewKeyRequest): Promise<{ key: ApiKey; secret: string }> {
    if (lesser(right, user.right) !== right) {
      throw new StockulaError('FORBIDDEN', {
        expected: `a key with no more than the right of its owner, which is ${user.right}`,
        got: right,
        remedy: 'Ask for a lesser right, or have an admin raise that of the owner.',
      });
    }
    const secret = beginning + randomSecret();
    const kept = { userId: user.id, name, right, expiresAt, prefix: secret.slice(0, prefixLength) };
    const key = await this.#lent.write((store) => store.addKey({ ...kept, keyHash: hashOf(secret) }));
    return { key, secret };
  }

  /** Those of one user, or of all. */
  list(user: User | null): Promise<ApiKey[]> {
    return this.#lent.read((store) => store.keys(user?.id ?? null));
  }

  /**
   * @param owner whose it must be, or null
   * @throws StockulaError NOT_FOUND
   */
  async revoke(id: string, owner: User | null): Promise<ApiKey> {
    const key = (await this.list(owner)).find((one) => one.id === id);
    if (!key || !(await this.#lent.write((store) => store.removeKey(id)))) {
      throw new StockulaError('NOT_FOUND', {
        expected: 'the number of a key',
        got: id,
        remedy: '"stockula keys list" has those that there are.',
      });
    }
    const hash = this.#hashes.get(id);
    if (hash !== undefined) this.#known.forget(hash);
    this.#hashes.delete(id);
    return key;
  }

  #noteUse({ id }: ApiKey): void {
    const now = Date.now();
    if (now - (this.#noted.get(id) ?? 0) < minute) return;
    this.#noted.set(id, now);
    // Of no consequence to the one who asks: the next use is noted again.
    void this.#lent.write((store) => store.noteKeyUse(id)).catch(() => this.#noted.delete(id));
  }
}

const isOver = ({ expiresAt }: ApiKey): boolean => expiresAt !== null && expiresAt <= Date.now();

function lesser(one: GrantedRight, other: GrantedRight): GrantedRight {
  return grantedRights.indexOf(one) < grantedRights.indexOf(other) ? one : other;
}
