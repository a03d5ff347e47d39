import type { ApiKey, AuditLine, User } from '../../domain/access-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';

/** To the minute, as people read it in tables. */
export const minuteOf = (at: EpochMs | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const dateOf = (at: EpochMs | null): Date | null => (at === null ? null : new Date(at));

/** A user as JSON. */
export const userDocument = ({
  name,
  right,
  createdAt,
  passwordSetAt,
  lastLoginAt,
  disabledAt,
}: User): object => ({
  name,
  right,
  createdAt: dateOf(createdAt),
  passwordSetAt: dateOf(passwordSetAt),
  lastLoginAt: dateOf(lastLoginAt),
  disabledAt: dateOf(disabledAt),
});

/** A key as JSON. */
export const keyDocument = ({
  id,
  owner,
  name,
  prefix,
  right,
  createdAt,
  expiresAt,
  usedAt,
}: ApiKey): object => ({
  id,
  owner,
  name,
  prefix,
  right,
  createdAt: dateOf(createdAt),
  expiresAt: dateOf(expiresAt),
  usedAt: dateOf(usedAt),
});

/** A line of the audit log as JSON. */
export const auditDocument = ({ at, ...line }: AuditLine): object => ({ at: dateOf(at), ...line });
