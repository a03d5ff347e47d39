import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connectEmbedded } from '../../../src/storage/embedded/connect.ts';
import { startEmbedded } from '../../support/embedded.ts';
import { smallDisk, unmount } from '../../support/small-disk.ts';

const disk = smallDisk(90);
afterAll(() => unmount(disk));

describe.skipIf(!disk)('a full disk', () => {
  test('refuses rows with an SQL error, keeps what was acknowledged, and serves again once there is room', async () => {
    const root = disk ?? '';
    const ballast = join(root, 'ballast');
    const dataDirectory = join(root, 'data');
    mkdirSync(dataDirectory);
    writeFileSync(ballast, Buffer.alloc(20 << 20));
    const engine = await startEmbedded({ dataDirectory });
    const pool = engine.pool(1);
    await pool.query('CREATE TABLE t (batch int, filler text)');
    let acknowledged = 0;
    let failure: { code?: string } = {};
    while (failure.code === undefined && acknowledged < 200) {
      try {
        await pool.query(
          `INSERT INTO t SELECT ${acknowledged}, repeat(md5(n::text), 8) FROM generate_series(1, 4000) AS n`,
        );
        acknowledged += 1;
      } catch (error) {
        failure = error as { code?: string };
      }
    }
    expect(acknowledged).toBeGreaterThan(3);
    expect(failure.code).toMatch(/^(?:53100|57P02)$/);
    rmSync(ballast);
    const count = async () =>
      (await pool.query('SELECT count(DISTINCT batch)::int AS batches, count(*)::int AS n FROM t')).rows[0];
    expect(await count()).toEqual({ batches: acknowledged, n: acknowledged * 4000 });
    await pool.query('INSERT INTO t SELECT -1, md5(n::text) FROM generate_series(1, 4000) AS n');
    await engine.stop();
    const again = await startEmbedded({ dataDirectory });
    const { rows } = await again.pool(1).query('SELECT count(*)::int AS n FROM t');
    expect(rows).toEqual([{ n: (acknowledged + 1) * 4000 }]);
    await again.stop();
    rmSync(dataDirectory, { recursive: true });
  });

  test('cannot hold a new database: DISK_FULL', async () => {
    const root = disk ?? '';
    const ballast = join(root, 'ballast');
    writeFileSync(ballast, Buffer.alloc(70 << 20));
    const options = { dataDirectory: join(root, 'new'), idleStopMs: 1_000, port: null };
    await expect(connectEmbedded(options)).rejects.toMatchObject({ code: 'DISK_FULL' });
    rmSync(ballast);
  });
});
