import type pg from 'pg';
import type { ScopeName } from '../sources/legacy-sqlite/row-scope.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import { type Checksums, storedChecksums } from '../storage/timescale/checksum/stored.ts';
import type { TargetTable } from '../storage/timescale/target-tables.ts';
import { mergedTable, quarantineTable, repairedTable } from './aside-tables.ts';
import type { MigrationRun } from './journal.ts';

/** Rows of a table that were set aside, or written otherwise than they came. */
export const asideKinds = ['quarantined', 'merged', 'repaired'] as const;
export type AsideChecksums = Readonly<Record<(typeof asideKinds)[number], Checksums>>;

/**
 * What is filed of a table's rows: the quarantine with its reasons, places and original content, merged rows, repairs.
 * @param scope null: of all of its rows
 */
export async function asideChecksums(
  pool: pg.Pool,
  run: MigrationRun,
  table: LegacyTableName,
  scope: ScopeName | null = null,
): Promise<AsideChecksums> {
  const filed = <Entry>(aside: TargetTable<Entry>, columns: string): Promise<Checksums> =>
    storedChecksums(pool, aside, {
      from: `(SELECT ${columns} FROM ${aside.name}
        WHERE source = $1 AND source_table = $2 AND ($3::text IS NULL OR symbol = $3)) AS aside`,
      values: [run.sourceName, table, scope],
    });
  const [quarantined, merged, repaired] = await Promise.all([
    filed(quarantineTable, 'place, reason, twin, original::text AS original'),
    filed(mergedTable, 'place, twin'),
    filed(repairedTable, 'place, kind'),
  ]);
  return { quarantined, merged, repaired };
}
