import type { SessionStore } from '../../domain/access-store.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { SharedCounts } from '../../domain/shared-counts.ts';
import { AuditLog } from './audit-log.ts';
import { KeyRing } from './key-ring.ts';
import { KnownUsers } from './known-users.ts';
import type { LentAccess } from './lent-access.ts';
import { Logins } from './logins.ts';
import { Sessions } from './sessions.ts';
import { UserDirectory } from './user-directory.ts';
import { WindowCounts } from './window-counts.ts';

interface AccessSettings {
  readonly sessionMs: number;
  readonly loginAttempts: number;
  readonly auditDays: number;
}

export interface AccessOptions {
  readonly lent: LentAccess;
  readonly sessions: SessionStore;
  /** Where processes share counts; null: this process counts for itself. */
  readonly counts: SharedCounts | null;
  readonly settings: () => AccessSettings;
  /** Told what failed behind an answer. */
  readonly onFailure: (what: string, error: unknown) => void;
}

const tidyMs = 3_600_000;

/** Who may do what, and who did. */
export class AccessService {
  readonly users: UserDirectory;
  readonly keys: KeyRing;
  readonly sessions: Sessions;
  readonly logins: Logins;
  readonly audit: AuditLog;
  readonly counts: WindowCounts;
  readonly #known: KnownUsers;
  readonly #lent: LentAccess;
  readonly #tidying: NodeJS.Timeout;

  constructor({ lent, sessions, counts, settings, onFailure }: AccessOptions) {
    this.#lent = lent;
    this.#known = new KnownUsers(lent);
    this.users = new UserDirectory(lent, this.#known);
    this.keys = new KeyRing(lent, this.#known);
    this.counts = new WindowCounts(counts);
    this.logins = new Logins(lent, this.counts, { attempts: () => settings().loginAttempts });
    this.sessions = new Sessions({
      store: sessions,
      users: this.#known,
      lifetimeMs: () => settings().sessionMs,
      onFailure: (error) => onFailure('a session could not be renewed', error),
    });
    this.audit = new AuditLog(lent, {
      onFailure: (error, lost) => {
        for (const entry of lost) onFailure(`lost of the audit log: ${JSON.stringify(entry)}`, error);
        onFailure('the audit log could not be written', error);
      },
    });
    this.#tidying = setInterval(() => {
      lent
        .write((store) => store.tidy(settings().auditDays))
        .catch((error: unknown) => onFailure('what is over could not be removed', error));
    }, tidyMs).unref();
  }

  /**
   * Until there are, whoever is on this machine may do anything.
   * @param isForChange whether something is to be changed: what is kept after the first admin has got what was kept before
   *   would be nobody's
   */
  hasUsers(isForChange = false): Promise<boolean> {
    return this.#known.any(isForChange);
  }

  /** @throws StockulaError ADMIN_MISSING */
  async requireAdminFor(host: string): Promise<void> {
    if (await this.#lent.read((store) => store.hasUsers())) return;
    throw new StockulaError('ADMIN_MISSING', {
      expected: 'an admin, or an address that only this machine can reach (127.0.0.1)',
      got: `${host}, and no user yet`,
      remedy: 'Add the first admin: stockula users add NAME --right admin',
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#tidying);
    await this.audit.close();
  }
}
