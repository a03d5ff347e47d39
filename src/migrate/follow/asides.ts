import type pg from 'pg';
import type { Decision } from '../../etl/legacy/decide-rows.ts';
import { originalContent } from '../../etl/legacy/original.ts';
import type { ScopeName } from '../../sources/legacy-sqlite/row-scope.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import { inRetriedTransaction } from '../../storage/timescale/transaction.ts';
import { type AsideChecksums, asideChecksums, asideKinds } from '../aside-checksums.ts';
import { asideTables } from '../aside-tables.ts';
import { differingGroups } from '../groups.ts';
import type { MigrationRun } from '../journal.ts';
import { setAside } from '../set-aside.ts';

/**
 * Files anew which rows of a scope are quarantined, merged or repaired, where that has changed.
 * @param scope null: the whole table
 * @returns how many rows are quarantined that were not before, or for another reason or with other content
 */
export async function replaceAsides<Row>(
  pool: pg.Pool,
  run: MigrationRun,
  table: LegacyTableName,
  scope: ScopeName | null,
  decisions: readonly Decision<Row>[],
  expected: AsideChecksums,
): Promise<number> {
  const found = await asideChecksums(pool, run, table, scope);
  const differing = asideKinds.flatMap((kind) => differingGroups(expected[kind], found[kind]));
  if (differing.length === 0) return 0;
  return inRetriedTransaction(pool, async (client) => {
    const ofScope = 'source = $1 AND source_table = $2 AND ($3::text IS NULL OR symbol = $3)';
    const values = [run.sourceName, table, scope];
    const { rows: before } = await client.query<{ entry: string }>(
      `SELECT concat_ws(E'\\x1f', place, reason, twin, original::text) AS entry FROM quarantine WHERE ${ofScope}`,
      values,
    );
    for (const aside of asideTables) await client.query(`DELETE FROM ${aside} WHERE ${ofScope}`, values);
    await setAside(client, run, table, decisions);
    const known = new Set(before.map(({ entry }) => entry));
    return decisions.filter((decision) => decision.kind === 'quarantine' && !known.has(entryOf(decision)))
      .length;
  });
}

/** All that is filed of a quarantined row, as the query above has it. */
function entryOf({ place, defect, twin, row }: Extract<Decision<unknown>, { kind: 'quarantine' }>): string {
  return [place, defect, ...(twin === null ? [] : [twin]), originalContent(row)].join('\x1f');
}
