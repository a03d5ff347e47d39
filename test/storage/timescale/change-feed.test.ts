import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ChangeFeed } from '../../../src/storage/timescale/change-feed.ts';
import { changeChannel, noticeChanges } from '../../../src/storage/timescale/change-notices.ts';
import { type Database, openDatabase } from '../../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../../src/storage/timescale/schema-upgrades.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { startPgBouncer } from '../../support/servers/pgbouncer.ts';
import { findOwnServer, findPgBouncer } from '../../support/servers/servers.ts';
import { administer, findTarget, skippedTitle, type Target } from './targets.ts';

const patience = { timeout: 20_000 };
const feeds: ChangeFeed[] = [];

/** What a listener was told, in order. */
async function listen(database: Database): Promise<string[]> {
  const told: string[] = [];
  const feed = new ChangeFeed(
    () => database.openSession(),
    {
      onChange: (tags) => told.push(tags.join(',')),
      onDeaf: () => told.push('deaf'),
      onHearing: () => told.push('hearing'),
    },
    { retryMs: 100, probeTimeoutMs: 2_000 },
  );
  feeds.push(feed);
  await feed.started;
  return told;
}

afterEach(async () => {
  for (const feed of feeds.splice(0)) await feed.close();
});

for (const name of ['embedded', 'community'] as const) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`notices of changes: ${found.title}`, patience, () => {
    let target: Target;
    let database: Database;
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
    }, 60_000);
    afterAll(() => target.stop());

    test('go out with the commit of what changed, and not without it', async () => {
      const told = await listen(database);
      await inTransaction(database.pool, async (client) => {
        await noticeChanges(client, ['AAPL', 'MSFT', 'AAPL']);
        expect(told).toEqual(['hearing']);
      });
      await expect.poll(() => told, patience).toEqual(['hearing', 'AAPL,MSFT']);
      await inTransaction(database.pool, async (client) => {
        await noticeChanges(client, ['LOST']);
        throw new Error('rolled back');
      }).catch(() => undefined);
      await inTransaction(database.pool, (client) => noticeChanges(client, ['LAST']));
      await expect.poll(() => told, patience).toEqual(['hearing', 'AAPL,MSFT', 'LAST']);
    });

    test('hold any number of symbols', async () => {
      const told = await listen(database);
      const symbols = Array.from({ length: 1_001 }, (_, index) => `SYMBOL-WITH-A-LONG-NAME-${index}`);
      await inTransaction(database.pool, (client) => noticeChanges(client, symbols));
      await expect.poll(() => told.slice(1).join(',').split(','), patience).toEqual(symbols);
    });

    test('what others write to the channel does no harm', async () => {
      const told = await listen(database);
      for (const payload of ['', 'x', '[]', '{"tags":[1]}', '{"tags":"AAPL"}', '{"probe":1}', 'null'])
        await database.pool.query('SELECT pg_notify($1, $2)', [changeChannel, payload]);
      await inTransaction(database.pool, (client) => noticeChanges(client, ['AAPL']));
      await expect.poll(() => told, patience).toEqual(['hearing', 'AAPL']);
    });
  });
}

const server = await findOwnServer('community');
const pooler = await findPgBouncer();
const missing = server.missing ?? pooler.missing;
describe.skipIf(missing !== null)(skippedTitle('a feed over a server', missing), patience, () => {
  test('tells that it is deaf when its connection is cut, and that it hears again', async () => {
    if (server.missing !== null) return;
    const own = await server.value();
    const database = await openDatabase({ kind: 'server', url: own.url('postgres') });
    const told = await listen(database);
    await administer(
      own,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stockula session'`,
    );
    await expect.poll(() => told, patience).toEqual(['hearing', 'deaf', 'hearing']);
    await feeds.splice(0)[0]?.close();
    await database.close();
    await own.stop();
  });

  test('knows that a transaction pool delivers nothing, and hears over the session address', async () => {
    if (server.missing !== null || pooler.missing !== null) return;
    const own = await server.value();
    const bouncer = await startPgBouncer(pooler.value, own, 'transaction', 2);
    const direct = await openDatabase({ kind: 'server', url: own.url('postgres') });
    await upgradeSchema(direct.pool, direct.edition.name);
    await direct.close();
    const pooled = await openDatabase({ kind: 'server', url: bouncer.url('postgres') });
    const withSession = await openDatabase({
      kind: 'server',
      url: bouncer.url('postgres'),
      sessionUrl: own.url('postgres'),
    });
    // A second client takes the server connection that LISTEN went to, so that the notice reaches that one.
    const deaf = await listen(pooled);
    const hearing = await listen(withSession);
    await inTransaction(pooled.pool, (client) => noticeChanges(client, ['AAPL']));
    await expect.poll(() => hearing, patience).toEqual(['hearing', 'AAPL']);
    expect(deaf).not.toContain('AAPL');
    for (const feed of feeds.splice(0)) await feed.close();
    await pooled.close();
    await withSession.close();
    await bouncer.stop();
    await own.stop();
  });
});
