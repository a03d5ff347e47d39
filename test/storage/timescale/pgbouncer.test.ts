import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import { compressOldChunks, refreshAggregates } from '../../../src/storage/timescale/backfill.ts';
import { copyRows } from '../../../src/storage/timescale/bulk-writer.ts';
import { binaryRows } from '../../../src/storage/timescale/copy-binary.ts';
import { type Database, openDatabase } from '../../../src/storage/timescale/database.ts';
import { barTable } from '../../../src/storage/timescale/pipeline/bar-table.ts';
import {
  applyPolicies,
  type StoragePolicies,
  setChunkIntervals,
} from '../../../src/storage/timescale/policies.ts';
import { listUpgrades, upgradeSchema } from '../../../src/storage/timescale/schema-upgrades.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { type Pooler, startPgBouncer } from '../../support/servers/pgbouncer.ts';
import type { OwnServer } from '../../support/servers/postgres.ts';
import { findOwnServer, findPgBouncer } from '../../support/servers/servers.ts';
import { widenChunks } from './bars.ts';
import { hourMicros, judged, records, store } from './pipeline-samples.ts';
import { administer, rowsOf, skippedTitle } from './targets.ts';

const policies: StoragePolicies = {
  chunkIntervalPrices: '1 day',
  compressAfter: '7 days',
  retentionRawBars: '5 years',
};
const pooler = await findPgBouncer();

for (const kind of ['apache', 'community'] as const) {
  const found = await findOwnServer(kind);
  const missing = found.missing ?? pooler.missing;
  describe.skipIf(missing !== null)(skippedTitle(`through a transaction pool: ${kind}`, missing), () => {
    let server: OwnServer;
    let bouncer: Pooler;
    let database: Database;
    beforeAll(async () => {
      if (found.missing !== null || pooler.missing !== null) return;
      server = await found.value();
      // Fewer connections than clients, so that a session is never twice on the same one for certain.
      bouncer = await startPgBouncer(pooler.value, server, 'transaction', 3);
      await administer(server, 'CREATE DATABASE pooled');
      database = await openDatabase({ kind: 'server', url: bouncer.url('pooled') });
    });
    afterAll(async () => {
      await database.close();
      await bouncer.stop();
      await server.stop();
    });

    test('20 at once upgrade the schema, each file once', async () => {
      const applied = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const one = await openDatabase({ kind: 'server', url: bouncer.url('pooled') });
          const upgrades = await upgradeSchema(one.pool, kind);
          await one.close();
          return upgrades.map(({ number }) => number);
        }),
      );
      expect(applied.flat().sort((one, other) => one - other)).toEqual(
        listUpgrades(kind).map(({ number }) => number),
      );
    });

    test('no lock is left behind on a connection of the pool', async () => {
      expect(await rowsOf(database, `SELECT FROM pg_locks WHERE locktype = 'advisory'`)).toEqual([]);
    });

    test('policies, a backfill by COPY, aggregates and compression work', { timeout: 60_000 }, async () => {
      await applyPolicies(database.pool, database.edition, policies);
      await widenChunks(database, '2021-01-08');
      const line = (day: number): string =>
        `${new Date(Date.UTC(2010, 0, 1 + day)).toISOString()}\t1\t2\t1\t2\t10\tAAA\t1d\ttotal\tlegacy\n`;
      await Promise.all(
        Array.from({ length: 6 }, (_, part) =>
          inTransaction(database.pool, async (client) => {
            const stream = client.query(
              copyFrom(
                'COPY ts_price_history (ts, open, high, low, close, volume, symbol, interval, basis, source) FROM STDIN',
              ),
            );
            await pipeline(
              Readable.from(Array.from({ length: 500 }, (__, n) => Buffer.from(line(part * 500 + n)))),
              stream,
            );
          }),
        ),
      );
      await inTransaction(database.pool, (client) => setChunkIntervals(client, policies));
      await refreshAggregates(database, () => undefined);
      await compressOldChunks(database, '7 days', () => undefined);
      const [daily] = await rowsOf<{ n: number; volume: string }>(
        database,
        'SELECT count(*)::int AS n, sum(volume)::text AS volume FROM ts_price_daily',
      );
      expect(daily).toEqual({ n: 3000, volume: '30000' });
      const settings = await Promise.all(
        Array.from({ length: 8 }, () => rowsOf(database, 'SHOW default_statistics_target')),
      );
      expect(settings.flat()).toEqual(Array(8).fill({ default_statistics_target: '100' }));
    });

    test('a copy that is refused early leaves its connection to others', { timeout: 60_000 }, async () => {
      const hours = records('1995-01-01', 40_000, { symbol: 'POOLED' as TickerSymbol }, hourMicros);
      await store(database, [judged(hours)]);
      const rows = [...binaryRows(barTable, hours)];
      // More often than the pool has connections.
      for (let round = 0; round < 6; round += 1) {
        const refused = inTransaction(database.pool, (client) =>
          copyRows(client, barTable, rows, { mayCollide: true }),
        );
        await expect(refused).rejects.toMatchObject({ code: '23505' });
      }
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          rowsOf(database, `SELECT count(*)::int AS n FROM ts_price_history WHERE symbol = 'POOLED'`),
        ),
      );
      expect(answers.flat()).toEqual(Array(20).fill({ n: 40_000 }));
    });
  });
}

test('no statement takes a lock or a setting for the session', () => {
  const folder = new URL('../../../src/storage/timescale/', import.meta.url);
  for (const file of readdirSync(folder, { encoding: 'utf8', recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(text.match(/pg_(try_)?advisory_lock\b/g), file).toBeNull();
  }
});
