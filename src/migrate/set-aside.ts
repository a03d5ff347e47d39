import type pg from 'pg';
import { type Decision, repairOf } from '../etl/legacy/decide-rows.ts';
import { originalContent } from '../etl/legacy/original.ts';
import { scopeNameOf } from '../sources/legacy-sqlite/row-scope.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import { repairedEntries } from './aside-tables.ts';
import type { MigrationRun } from './journal.ts';

type AsideRun = Pick<MigrationRun, 'id' | 'sourceName'>;

/**
 * Files the rows among these that are not written as they are: merged ones, repaired ones, and quarantined ones with
 * their content.
 */
export async function setAside(
  client: pg.PoolClient,
  run: AsideRun,
  table: LegacyTableName,
  decisions: readonly Decision<unknown>[],
): Promise<void> {
  const file = { client, run, table };
  await fileMerged(
    file,
    decisions.filter((decision) => decision.kind === 'merge'),
  );
  await fileRepaired(file, decisions);
  await fileQuarantined(
    file,
    decisions.filter((decision) => decision.kind === 'quarantine'),
  );
}

/** Of which table, in the name of which run. */
interface File {
  readonly client: pg.PoolClient;
  readonly run: AsideRun;
  readonly table: LegacyTableName;
}

type Kind<Name extends string> = Extract<Decision<unknown>, { kind: Name }>;

async function fileMerged({ client, run, table }: File, merged: readonly Kind<'merge'>[]): Promise<void> {
  if (merged.length === 0) return;
  await client.query(
    `INSERT INTO merged_rows (source, source_table, run_id, place, twin, symbol)
     SELECT $1, $2, $3, * FROM unnest($4::text[], $5::text[], $6::text[])`,
    [
      run.sourceName,
      table,
      run.id,
      merged.map(({ place }) => place),
      merged.map(({ twin }) => twin),
      merged.map(({ row }) => scopeNameOf(row['symbol'])),
    ],
  );
}

async function fileRepaired(
  { client, run, table }: File,
  decisions: readonly Decision<unknown>[],
): Promise<void> {
  const repaired = decisions.flatMap((decision) => {
    const symbol = scopeNameOf(repairOf(decision)?.row['symbol']);
    return repairedEntries(decision).map((entry) => ({ ...entry, symbol }));
  });
  if (repaired.length === 0) return;
  await client.query(
    `INSERT INTO repaired_rows (source, source_table, run_id, place, kind, symbol)
     SELECT $1, $2, $3, * FROM unnest($4::text[], $5::text[], $6::text[])`,
    [
      run.sourceName,
      table,
      run.id,
      repaired.map(({ place }) => place),
      repaired.map(({ kind }) => kind),
      repaired.map(({ symbol }) => symbol),
    ],
  );
}

async function fileQuarantined(
  { client, run, table }: File,
  quarantined: readonly Kind<'quarantine'>[],
): Promise<void> {
  if (quarantined.length === 0) return;
  await client.query(
    `INSERT INTO quarantine (source, source_table, run_id, place, reason, twin, original, symbol)
     SELECT $1, $2, $3, place, reason, twin, original::json, symbol
     FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) AS q (place, reason, twin, original, symbol)`,
    [
      run.sourceName,
      table,
      run.id,
      quarantined.map(({ place }) => place),
      quarantined.map(({ defect }) => defect),
      quarantined.map(({ twin }) => twin),
      quarantined.map(({ row }) => originalContent(row)),
      quarantined.map(({ row }) => scopeNameOf(row['symbol'])),
    ],
  );
}
