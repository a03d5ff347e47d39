import type pg from 'pg';
import type { Decision } from '../../etl/legacy/decide-rows.ts';
import type { ScopeName } from '../../sources/legacy-sqlite/row-scope.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import { inTransaction } from '../../storage/timescale/transaction.ts';
import { type AsideChecksums, asideChecksums, asideKinds } from '../aside-checksums.ts';
import { asideTables } from '../aside-tables.ts';
import type { MigrationRun } from '../journal.ts';
import { setAside } from '../set-aside.ts';
import { differingGroups } from '../verify.ts';

/**
 * Files anew which rows of a scope are quarantined, merged or repaired, where that has changed.
 * @param scope null: the whole table
 */
export async function replaceAsides<Row>(
  pool: pg.Pool,
  run: MigrationRun,
  table: LegacyTableName,
  scope: ScopeName | null,
  decisions: readonly Decision<Row>[],
  expected: AsideChecksums,
): Promise<void> {
  const found = await asideChecksums(pool, run, table, scope);
  const differing = asideKinds.flatMap((kind) => differingGroups(expected[kind], found[kind]));
  if (differing.length === 0) return;
  await inTransaction(pool, async (client) => {
    for (const aside of asideTables) {
      await client.query(
        `DELETE FROM ${aside} WHERE source = $1 AND source_table = $2 AND ($3::text IS NULL OR symbol = $3)`,
        [run.sourceName, table, scope],
      );
    }
    await setAside(client, run, table, decisions);
  });
}
