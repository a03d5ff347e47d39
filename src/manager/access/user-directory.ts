import type { GrantedRight, User, UserChange, UserWithPassword } from '../../domain/access-store.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { KnownUsers } from './known-users.ts';
import type { LentAccess } from './lent-access.ts';
import { checkPassword, generatePassword, hashPassword } from './passwords.ts';

const nameForm = /^[a-z0-9][a-z0-9._@-]{0,63}$/;

export interface NewUserRequest {
  readonly name: string;
  readonly right: GrantedRight;
  /** Null: one is made up. */
  readonly password: string | null;
}

export interface ChangeRequest {
  readonly right?: GrantedRight | undefined;
  readonly disabled?: boolean | undefined;
  /** Null: one is made up. */
  readonly password?: string | null | undefined;
}

/** A user, and the password that was made up for them, which is not kept. */
export interface UserAndPassword {
  readonly user: User;
  readonly password: string | null;
}

/** Users as admins look after them. */
export class UserDirectory {
  readonly #lent: LentAccess;
  readonly #known: KnownUsers;

  constructor(lent: LentAccess, known: KnownUsers) {
    this.#lent = lent;
    this.#known = known;
  }

  list(): Promise<User[]> {
    return this.#lent.read((store) => store.users());
  }

  async isName(name: string): Promise<boolean> {
    return (await this.#lent.read((store) => store.userByName(name.toLowerCase()))) !== null;
  }

  /** @throws StockulaError NOT_FOUND */
  async byName(name: string): Promise<UserWithPassword> {
    const user = await this.#lent.read((store) => store.userByName(name.toLowerCase()));
    if (user) return user;
    throw new StockulaError('NOT_FOUND', {
      expected: 'the name of a user',
      got: `"${name}"`,
      remedy: '"stockula users list" has those that there are.',
    });
  }

  /** @throws StockulaError USAGE, CONFLICT, ADMIN_MISSING */
  async add({ name, right, password }: NewUserRequest): Promise<UserAndPassword> {
    const lower = checkedName(name);
    const chosen = chosenPassword(password, lower);
    const passwordHash = await hashPassword(chosen);
    const user = await this.#lent.write((store) => store.addUser({ name: lower, right, passwordHash }));
    if (!user) throw await this.#whyNotAdded(lower);
    this.#known.forget(user.id);
    return { user, password: password === null ? chosen : null };
  }

  /** @throws StockulaError NOT_FOUND, USAGE, CONFLICT */
  async change(name: string, { password, ...asked }: ChangeRequest): Promise<UserAndPassword> {
    const { id, name: known } = await this.byName(name);
    const chosen = password === undefined ? null : chosenPassword(password, known);
    const change: UserChange =
      chosen === null ? asked : { ...asked, passwordHash: await hashPassword(chosen) };
    const done = await this.#lent.write((store) => store.changeUser(id, change));
    this.#known.forget(id);
    if (!done) throw lastAdmin(known);
    const { passwordHash: _, ...user } = await this.byName(known);
    return { user, password: password === null ? chosen : null };
  }

  /** @throws StockulaError NOT_FOUND, CONFLICT */
  async remove(name: string): Promise<void> {
    const { id, name: known } = await this.byName(name);
    const done = await this.#lent.write((store) => store.removeUser(id));
    this.#known.forget(id);
    if (!done) throw lastAdmin(known);
  }

  async #whyNotAdded(name: string): Promise<StockulaError> {
    if (await this.#lent.read((store) => store.userByName(name))) {
      return new StockulaError('CONFLICT', {
        expected: 'a name that nobody has',
        got: `"${name}", which is a user already`,
        remedy: 'Choose another name.',
      });
    }
    return new StockulaError('ADMIN_MISSING', {
      expected: 'the first user to be an admin, who can add the others',
      got: `"${name}" with a lesser right`,
      remedy: `stockula users add ${name} --right admin`,
    });
  }
}

function checkedName(name: string): string {
  const lower = name.toLowerCase();
  if (nameForm.test(lower)) return lower;
  throw new StockulaError('USAGE', {
    expected: 'a name of up to 64 letters a to z, digits, and . _ @ -, beginning with a letter or digit',
    got: `"${name}"`,
    remedy: 'For example: ada or ada@example.com',
  });
}

function chosenPassword(given: string | null, user: string): string {
  if (given === null) return generatePassword();
  checkPassword(given, user);
  return given;
}

function lastAdmin(name: string): StockulaError {
  return new StockulaError('CONFLICT', {
    expected: 'an admin to be left who may log in',
    got: `${name}, who is the last one`,
    remedy: 'Make somebody else an admin first.',
  });
}
