import type pg from 'pg';
import type { Decision } from '../../etl/decide-rows.ts';
import type { ScopeName } from '../../sources/legacy-sqlite/row-scope.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import { storedChecksums } from '../../storage/timescale/checksum.ts';
import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import { inTransaction } from '../../storage/timescale/transaction.ts';
import { asideTables, mergedTable, quarantineTable, repairedTable } from '../aside-tables.ts';
import type { MigrationRun } from '../journal.ts';
import { setAside } from '../set-aside.ts';
import { differingGroups, type Expectation } from '../verify.ts';

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
  expected: Expectation<Row>,
): Promise<void> {
  const [quarantined, merged, repaired] = await Promise.all([
    stored(pool, run, table, scope, quarantineTable, 'place, reason, twin, original::text AS original'),
    stored(pool, run, table, scope, mergedTable, 'place, twin'),
    stored(pool, run, table, scope, repairedTable, 'place, kind'),
  ]);
  const differing = [
    ...differingGroups(expected.quarantined, quarantined),
    ...differingGroups(expected.merged, merged),
    ...differingGroups(expected.repaired, repaired),
  ];
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

function stored<Entry>(
  pool: pg.Pool,
  run: MigrationRun,
  table: LegacyTableName,
  scope: ScopeName | null,
  aside: TargetTable<Entry>,
  columns: string,
) {
  return storedChecksums(pool, aside, {
    from: `(SELECT ${columns} FROM ${aside.name}
      WHERE source = $1 AND source_table = $2 AND ($3::text IS NULL OR symbol = $3)) AS aside`,
    values: [run.sourceName, table, scope],
  });
}
