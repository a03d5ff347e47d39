import type { EpochMicros } from '../../domain/nominal.ts';
import type { RepairSet } from '../../domain/repair.ts';
import type { LegacyFile } from '../../sources/legacy-sqlite/open.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import { RowWriter } from '../../sources/legacy-sqlite/write/row-writer.ts';
import type { Database } from '../../storage/timescale/database.ts';
import type { MigrationProgress, OnProgress } from '../report.ts';
import { routes } from '../routes.ts';
import { readContexts } from '../source.ts';
import type { CarriedBack, CarriedTable, CarryTally, Outcome } from './carried-back.ts';
import { reducedRows } from './carried-rows.ts';
import { carryTable } from './carry-table.ts';
import { rowsWithoutTable } from './rows-without-table.ts';

/** Where rows are carried from and to. */
interface Carriage {
  readonly database: Database;
  /** Open for writing, within a transaction. */
  readonly file: LegacyFile;
  /** The time against which future dates are judged. */
  readonly asOf: EpochMicros;
  /** Those of the migration: what it mended counts as the same. */
  readonly repairs: RepairSet;
  readonly onProgress: OnProgress;
}

/** What became of the tables, in one pass over all of them. */
type Pass = ReadonlyMap<LegacyTableName, CarryTally>;

/** Somebody else can go on writing to the database: what came meanwhile is carried too, so often at most. */
const mostPasses = 5;

/** The file's own record of its schema stays its own. */
const carriedRoutes = routes.filter((use) => use(({ source }) => source !== 'alembic_version'));

/** Carries all tables, compares them again, and so on until nothing is left to write. */
export async function carryAll(
  carriage: Carriage,
): Promise<Pick<CarriedBack, 'tables' | 'not_carried' | 'proven'>> {
  const passes: Pass[] = [];
  let proven = false;
  while (!proven && passes.length < mostPasses) {
    const pass = await carryOnce(carriage, passes.length === 0 ? 'copy' : 'verify');
    proven = [...pass.values()].every(({ written }) => written === 0);
    passes.push(pass);
  }
  const tables = await tablesOf(carriage, passes);
  return { tables, not_carried: await rowsWithoutTable(carriage.database.pool), proven };
}

async function carryOnce(
  { database: { pool }, file, asOf, repairs, onProgress }: Carriage,
  step: MigrationProgress['step'],
): Promise<Pass> {
  const writer = new RowWriter(file.database);
  let contexts = readContexts(file, asOf, repairs);
  const pass = new Map<LegacyTableName, CarryTally>();
  for (const use of carriedRoutes) {
    await use(async (route) => {
      const onRows = (done: number): void => onProgress({ step, label: route.source, done, total: null });
      const tally = await carryTable(route, { pool, file, writer, contexts, repairs }, onRows);
      pass.set(route.source, tally);
      // Rows of other tables are judged by these.
      if (tally.written > 0 && (route.source === 'stocks' || route.source === 'strategies'))
        contexts = readContexts(file, asOf, repairs);
    });
  }
  return pass;
}

/** What was written in any pass, and what the last one found that could not be. */
async function tablesOf({ database, file }: Carriage, passes: readonly Pass[]): Promise<CarriedTable[]> {
  const tables: CarriedTable[] = [];
  for (const use of carriedRoutes) {
    await use(async (route) => {
      const tallies = passes.flatMap((pass) => pass.get(route.source) ?? []);
      const sum = (outcome: Outcome): number =>
        tallies.reduce((total, tally) => total + tally.of(outcome), 0);
      tables.push({
        name: route.source,
        target: route.target.name,
        inserted: sum('inserted'),
        updated: sum('updated'),
        mended: sum('mended'),
        adjusted: tallies.reduce((total, { adjusted }) => total + adjusted, 0),
        left_out: tallies.at(-1)?.leftOut ?? [],
        only_in_file: tallies.at(-1)?.onlyInFile ?? 0,
        reduced: file.tables.has(route.source) ? await reducedRows(database.pool, route, file) : [],
      });
    });
  }
  return tables;
}
