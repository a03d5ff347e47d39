import { connectRedis } from '../cache/connect-redis.ts';
import { RedisCounts } from '../cache/redis-counts.ts';
import { RedisSessions } from '../cache/redis-sessions.ts';
import { SharedTexts } from '../cache/shared-texts.ts';
import type { Config } from '../config/schema.ts';
import type { SessionStore } from '../domain/access-store.ts';
import { AccessService } from '../manager/access/access-service.ts';
import type { LentAccess } from '../manager/access/lent-access.ts';
import { TimescaleAccess } from '../storage/timescale/access/access.ts';
import { databaseId } from '../storage/timescale/untold-changes.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { OwnDatabase } from './own-database.ts';

interface OpenedAccess {
  readonly access: AccessService;
  close(): Promise<void>;
}

/** Users, sessions and keys of the database, with Redis in front where the configuration names one. */
export async function openAccess(
  database: OwnDatabase,
  config: () => Config,
  log: Logger,
): Promise<OpenedAccess> {
  const lent: LentAccess = {
    read: (work) => database.read(({ pool }) => work(new TimescaleAccess(pool))),
    write: (work) => database.write(({ pool }) => work(new TimescaleAccess(pool))),
  };
  const inDatabase = sessionsOf(lent);
  const texts = await openTexts(database, config().cache.redis_url?.reveal());
  const copies = texts && new RedisSessions(inDatabase, texts);
  const access = new AccessService({
    lent,
    sessions: copies ?? inDatabase,
    counts: texts && new RedisCounts(texts),
    settings: () => settingsOf(config()),
    onFailure: (what, error) => log.warn({ err: error }, what),
  });
  return {
    access,
    close: async () => {
      await access.close();
      copies?.close();
      texts?.close();
    },
  };
}

/** The same for one command: over a database that is open, without Redis. */
export function accessOver(
  pool: ConstructorParameters<typeof TimescaleAccess>[0],
  config: Config,
): AccessService {
  const store = new TimescaleAccess(pool);
  const lent: LentAccess = { read: (work) => work(store), write: (work) => work(store) };
  return new AccessService({
    lent,
    sessions: store.sessions,
    counts: null,
    settings: () => settingsOf(config),
    onFailure: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
}

const settingsOf = ({ api, cache }: Config) => ({
  sessionMs: cache.session_ttl_seconds * 1000,
  loginAttempts: api.login_attempts,
  auditDays: api.audit_days,
});

function sessionsOf({ read, write }: LentAccess): SessionStore {
  return {
    find: (tokenHash) => read(({ sessions }) => sessions.find(tokenHash)),
    insert: (session) => write(({ sessions }) => sessions.insert(session)),
    update: (session, seenToken) => write(({ sessions }) => sessions.update(session, seenToken)),
    ofUser: (userId) => read(({ sessions }) => sessions.ofUser(userId)),
    remove: (ids) => write(({ sessions }) => sessions.remove(ids)),
  };
}

async function openTexts({ read }: OwnDatabase, url: string | undefined): Promise<SharedTexts | null> {
  if (url === undefined) return null;
  let known: string | null = null;
  return new SharedTexts(await connectRedis(url), async () => {
    known ??= await read(({ pool }) => databaseId(pool));
    return known;
  });
}
