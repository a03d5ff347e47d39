import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  listUpgrades,
  type SchemaUpgrade,
  upgradeSchema,
} from '../../../src/storage/timescale/schema-upgrades.ts';
import { findTarget, rowsOf, type Target, targetNames } from './targets.ts';

/** A file beyond those of the project, for upgrades that go wrong. */
function extraUpgrade(number: number, sql: string): SchemaUpgrade {
  const folder = join(process.env['STOCKULA_TEST_SCRATCH'] ?? '', 'extra-upgrades');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${number}-extra.sql`);
  writeFileSync(file, sql);
  return { number, name: 'extra', file };
}

for (const name of targetNames) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`schema upgrades: ${found.title}`, () => {
    let target: Target;
    beforeAll(async () => {
      target = await found.start();
    });
    afterAll(() => target.stop());

    test('many at once apply each file once', { timeout: 60_000 }, async () => {
      const first = await target.empty();
      const count = name === 'embedded' ? 5 : 20;
      const applied = await Promise.all(
        Array.from({ length: count }, async () => {
          const { pool, edition, close } = await target.openAgain(first);
          const upgrades = await upgradeSchema(pool, edition.name);
          await close();
          return upgrades.map(({ number }) => number);
        }),
      );
      const numbers = listUpgrades(first.edition.name).map(({ number }) => number);
      expect(applied.flat().sort((one, other) => one - other)).toEqual(numbers);
      const marks = await rowsOf<{ number: number; edition: string }>(
        first,
        'SELECT number, edition FROM stockula.schema_upgrades ORDER BY number',
      );
      expect(marks).toEqual(numbers.map((number) => ({ number, edition: first.edition.name })));
    });

    describe('on an upgraded database', () => {
      let database: Awaited<ReturnType<Target['empty']>>;
      beforeAll(async () => {
        database = await target.upgraded();
      });

      test('the second run applies nothing, takes no lock and is quick', async () => {
        const { pool, edition } = database;
        const client = await pool.connect();
        await client.query('BEGIN; LOCK TABLE stockula.schema_upgrades IN EXCLUSIVE MODE');
        // The one backend of the embedded engine cannot serve anybody else meanwhile.
        if (name === 'embedded') await client.query('ROLLBACK');
        const started = performance.now();
        expect(await upgradeSchema(pool, edition.name)).toEqual([]);
        expect(performance.now() - started).toBeLessThan(500);
        if (name !== 'embedded') await client.query('ROLLBACK');
        client.release();
      });

      test('a file that fails leaves nothing of itself and is named', async () => {
        const { pool, edition } = database;
        const upgrades = listUpgrades(edition.name);
        const wrong = extraUpgrade(upgrades.length + 1, 'CREATE TABLE half_made (i int); SELECT 1 / 0');
        await expect(upgradeSchema(pool, edition.name, [...upgrades, wrong])).rejects.toMatchObject({
          code: 'SQL_FAILED',
          message: expect.stringMatching(/sql\/\d+-extra\.sql.*division by zero/),
        });
        const [left] = await rowsOf<{ made: boolean; marks: number }>(
          database,
          `SELECT to_regclass('half_made') IS NOT NULL AS made, (SELECT count(*)::int FROM stockula.schema_upgrades) AS marks`,
        );
        expect(left).toEqual({ made: false, marks: upgrades.length });
      });

      test('the schema of another edition is refused', async () => {
        const other = database.edition.name === 'apache' ? 'community' : 'apache';
        await expect(upgradeSchema(database.pool, other)).rejects.toMatchObject({
          code: 'DATABASE_UNSUITABLE',
          message: expect.stringContaining(`the ${other} edition`),
        });
      });

      test('the schema of a newer Stockula is refused', async () => {
        const { pool, edition } = database;
        await pool.query(
          `INSERT INTO stockula.schema_upgrades (number, name, edition) VALUES (900, 'later', $1)`,
          [edition.name],
        );
        await expect(upgradeSchema(pool, edition.name)).rejects.toMatchObject({
          code: 'DATABASE_UNSUITABLE',
          message: expect.stringMatching(/version 900.*Update Stockula/),
        });
        await pool.query('DELETE FROM stockula.schema_upgrades WHERE number = 900');
      });
    });
  });
}
