import type { EpochMs } from './nominal.ts';

/** What a user or a key may do, each with all that stands before it. */
export const grantedRights = ['read', 'analyse', 'admin'] as const;
export type GrantedRight = (typeof grantedRights)[number];

/** Whose it is what is kept before there are users. */
export const nobodysName = 'local';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly right: GrantedRight;
  /** Counted up with every new password and every block: sessions of an earlier one are over. */
  readonly generation: number;
  readonly createdAt: EpochMs;
  readonly passwordSetAt: EpochMs;
  readonly lastLoginAt: EpochMs | null;
  readonly disabledAt: EpochMs | null;
}

export interface UserWithPassword extends User {
  readonly passwordHash: string;
}

export interface NewUser {
  readonly name: string;
  readonly right: GrantedRight;
  readonly passwordHash: string;
}

export interface UserChange {
  readonly right?: GrantedRight | undefined;
  readonly disabled?: boolean | undefined;
  /** Ends all sessions of the user, as a block does. */
  readonly passwordHash?: string | undefined;
}

/** A login that holds. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** The user's when it began. */
  readonly generation: number;
  /** SHA-256 of what the cookie holds, and of what the one before it held. */
  readonly tokenHash: string;
  readonly earlierHash: string | null;
  /** Null while the browser has not shown the new one. */
  readonly earlierUntil: EpochMs | null;
  /** What the CSRF token and the next cookie are made from. */
  readonly secret: string;
  readonly address: string;
  readonly agent: string;
  readonly createdAt: EpochMs;
  readonly rotatedAt: EpochMs;
  readonly seenAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/** Where sessions are kept. */
export interface SessionStore {
  /** By the hash of its token or of the one before. */
  find(tokenHash: string): Promise<Session | null>;
  insert(session: Session): Promise<void>;
  /** Keeps what changes of one, where it still has this token. @returns false where it has not, or is gone */
  update(session: Session, seenToken: string): Promise<boolean>;
  ofUser(userId: string): Promise<Session[]>;
  /** @returns those that there were */
  remove(ids: readonly string[]): Promise<Session[]>;
}

export interface ApiKey {
  readonly id: string;
  readonly userId: string;
  readonly owner: string;
  readonly name: string;
  /** The beginning of the key. */
  readonly prefix: string;
  readonly right: GrantedRight;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs | null;
  readonly usedAt: EpochMs | null;
}

export interface NewKey extends Pick<ApiKey, 'userId' | 'name' | 'prefix' | 'right' | 'expiresAt'> {
  readonly keyHash: string;
}

export type AuditOutcome = 'done' | 'refused' | 'failed';

/** Who did what, from where, and what came of it. */
export interface AuditEntry {
  readonly at: EpochMs;
  readonly actor: string;
  /** `open`, `session`, `key`, `nobody`, or `command line`. */
  readonly via: string;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: AuditOutcome;
  readonly address: string | null;
}

export interface AuditLine extends AuditEntry {
  readonly id: string;
}

export interface AuditFilter {
  readonly limit: number;
  readonly actor?: string | undefined;
  /** Only those with a smaller number. */
  readonly before?: string | undefined;
}

/** Where users, keys and the audit log are kept. */
export interface AccessStore {
  readonly sessions: SessionStore;
  hasUsers(): Promise<boolean>;
  users(): Promise<User[]>;
  user(id: string): Promise<User | null>;
  userByName(name: string): Promise<UserWithPassword | null>;
  /** @returns null where the name is taken, or where somebody who is no admin would be the first */
  addUser(user: NewUser): Promise<User | null>;
  /** @returns false where no admin would be left who may log in */
  changeUser(id: string, change: UserChange): Promise<boolean>;
  /** @returns as changeUser */
  removeUser(id: string): Promise<boolean>;
  noteLogin(id: string): Promise<void>;
  /** Those of one user, or all. */
  keys(userId: string | null): Promise<ApiKey[]>;
  keyByHash(keyHash: string): Promise<ApiKey | null>;
  addKey(key: NewKey): Promise<ApiKey>;
  removeKey(id: string): Promise<boolean>;
  noteKeyUse(id: string): Promise<void>;
  /** The newest first. */
  audit(filter: AuditFilter): Promise<AuditLine[]>;
  note(entries: readonly AuditEntry[]): Promise<void>;
  /** Removes sessions that are over and lines of the audit log that are older. */
  tidy(auditDays: number): Promise<void>;
}
