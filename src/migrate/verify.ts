import type pg from 'pg';
import type { Decision } from '../etl/legacy/decide-rows.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import {
  type Checksums,
  type GroupChecksum,
  type StoredRows,
  storedChecksums,
} from '../storage/timescale/checksum/stored.ts';
import { readBackChecksums } from '../storage/timescale/read-back.ts';
import { legacyRows } from '../storage/timescale/row-source.ts';
import { keyColumnsOf, keyText } from '../storage/timescale/surplus.ts';
import type { TargetTable } from '../storage/timescale/target-tables.ts';
import { asideChecksums, asideKinds } from './aside-checksums.ts';
import { decide } from './decide.ts';
import { Expectation, type TableChecksums } from './expectation.ts';
import { foldChecksums } from './fold-checksums.ts';
import { differingGroups } from './groups.ts';
import { withoutKept } from './kept-rows.ts';
import type { Difference, QuarantineCount, RepairCount, TableReport } from './report.ts';
import type { Route } from './routes.ts';
import { slices } from './slices.ts';
import { checkComplete } from './source-count.ts';
import type { VerifyJob } from './verify-job.ts';

export interface VerifiedTable {
  readonly table: TableReport;
  readonly quarantine: readonly QuarantineCount[];
  readonly repairs: readonly RepairCount[];
  readonly differences: readonly Difference[];
  /** What is stored: of a table that accumulates, the rows that have a key of the source's. */
  readonly found: Checksums;
}

/** What was stored when a run was verified: counts and checksums by symbol and year (or plain table). */
export interface VerifiedRows {
  readonly runId: string;
  readonly tables: ReadonlyMap<LegacyTableName, Checksums>;
}

/**
 * Compares one table: what its source rows say should be stored, computed here from the source, with what is
 * stored, computed by the database. Counts and checksums must agree: per symbol and year (or per plain table), of
 * the merged rows, of the repaired ones, and of the quarantine with its reasons, places and original content. Rows
 * that others stored are no part of it, nor are the source's rows whose keys they hold. Changes nothing.
 * @param known what is expected, where the same snapshot was added up before; else it is read now
 */
export async function verifyTable<Row>(
  route: Route<Row>,
  job: VerifyJob,
  known?: Expectation<Row>,
): Promise<VerifiedTable> {
  // Asked first and awaited last: the database adds up while this side does.
  const asked = Promise.all([
    route.target.accumulates
      ? accumulatedRows(route, job)
      : storedChecksumsOf(route.target, job.pool, known?.groups),
    asideChecksums(job.pool, job.run, route.source),
  ]);
  asked.catch(() => undefined);
  const expectation = known ?? (await expectationOf(route, job));
  const all = await expectation.sums();
  const [rows, asides] = await asked;
  const found: TableChecksums = { rows, ...asides };
  const { kept, ...toBeFound } = await withoutKept(route, job, all.rows, rows);
  const expected = { ...all, ...toBeFound };
  const differences = [
    ...differencesOf(route, expected.rows, found.rows),
    ...asideKinds.flatMap((kind) => differencesOf(route, expected[kind], found[kind], asideLabels[kind])),
  ];
  const { counts, reasons, repairs } = expectation;
  return {
    table: {
      name: route.source,
      target: route.target.name,
      ...counts,
      written: counts.written - kept,
      kept,
      checksum_match: differences.length === 0,
      source_checksum: foldChecksums(expected),
      target_checksum: foldChecksums(found),
    },
    quarantine: [...reasons].map(([reason, count]) => ({ table: route.source, reason, count })),
    repairs: [...repairs].map(([kind, count]) => ({ table: route.source, kind, count })),
    differences,
    found: rows,
  };
}

const asideLabels = { quarantined: 'quarantine', merged: 'merged rows', repaired: 'repaired rows' } as const;

async function expectationOf<Row>(route: Route<Row>, job: VerifyJob): Promise<Expectation<Row>> {
  const expected = new Expectation(route);
  try {
    await eachDecision(route, job, (decision) => void expected.add(decision));
    checkComplete(job.source, route.source, expected.counts.read);
    return expected;
  } catch (error) {
    await expected.abandon();
    throw error;
  }
}

/**
 * Counts and checksums of all stored rows of the older application's, whichever snapshot they came from.
 * @param groups how many rows are expected of each symbol and year, where that is known: halves are read side by side
 */
export async function storedChecksumsOf<Row>(
  target: TargetTable<Row>,
  pool: pg.Pool,
  groups: ReadonlyMap<string, number> = new Map(),
): Promise<Checksums> {
  if (!target.hypertable) return readBackChecksums(pool, target, legacyRows(target));
  const middle = middleYear(groups);
  return middle === null ? storedChecksums(pool, target) : storedHalves(target, pool, middle);
}

/** The first year before which at least half of the rows lie; null where all are of one year. */
function middleYear(groups: ReadonlyMap<string, number>): number | null {
  const years = new Map<number, number>();
  for (const [name, rows] of groups) {
    const year = Number(name.slice(name.lastIndexOf(' ') + 1));
    years.set(year, (years.get(year) ?? 0) + rows);
  }
  const all = [...years.values()].reduce((sum, rows) => sum + rows, 0);
  let before = 0;
  for (const [year, rows] of [...years].sort(([one], [other]) => one - other)) {
    if (before >= all / 2 && before > 0) return year;
    before += rows;
  }
  return null;
}

/** A group is a year of a symbol: none of them has rows in both halves. */
async function storedHalves<Row>(target: TargetTable<Row>, pool: pg.Pool, year: number): Promise<Checksums> {
  const halves = await Promise.all(
    ['<', '>='].map((side) =>
      storedChecksums(pool, target, {
        from: `${target.name} WHERE source = 'legacy' AND ts ${side} make_timestamptz($1::int, 1, 1, 0, 0, 0, 'UTC')`,
        values: [year],
      }),
    ),
  );
  return new Map(halves.flatMap((half) => [...half]));
}

/** Keys that one question names. */
const keysPerQuestion = 100_000;

/**
 * The stored rows that have a key of the source's; others are snapshots that it has overwritten since. The keys are
 * read from the source again, some at a time: however many there are, no more are held.
 */
async function accumulatedRows<Row>(route: Route<Row>, job: VerifyJob): Promise<Checksums> {
  const columns = keyColumnsOf(route.target);
  const sums = new Map<string, GroupChecksum>();
  let keys: string[][] = [];
  const ask = async (): Promise<void> => {
    for (const [name, { rows, checksum }] of await storedChecksums(
      job.pool,
      route.target,
      ofKeys(route.target, keys),
    )) {
      const sum = sums.get(name) ?? { rows: 0, checksum: 0n };
      sums.set(name, { rows: sum.rows + rows, checksum: sum.checksum + checksum });
    }
    keys = [];
  };
  await eachDecision(route, job, (decision) => {
    if (decision.kind !== 'write') return;
    keys.push(columns.map((column) => keyText(column, decision.record)));
    return keys.length === keysPerQuestion ? ask() : undefined;
  });
  if (keys.length > 0) await ask();
  return sums;
}

async function eachDecision<Row>(
  route: Route<Row>,
  { source, contexts }: VerifyJob,
  use: (decision: Decision<Row>) => Promise<void> | undefined,
): Promise<void> {
  for await (const slice of slices(decide(route, source.file, contexts))) {
    for (const decision of slice) {
      const pending = use(decision);
      if (pending) await pending;
    }
  }
}

/** The stored rows with these keys; others are snapshots that the source has overwritten since. */
function ofKeys<Row>(target: TargetTable<Row>, keys: readonly (readonly string[])[]): StoredRows {
  const names = target.key.map((name) => `"${name}"`).join(', ');
  const arrays = target.key.map((name, at) => {
    const type = target.columns.find((column) => column.name === name)?.type ?? 'text';
    return `$${at + 1}::${type}[]`;
  });
  return {
    from: `${target.name} WHERE source = 'legacy' AND (${names}) IN (SELECT * FROM unnest(${arrays.join(', ')}))`,
    values: target.key.map((_, at) => keys.map((key) => key[at])),
  };
}

/** By which groups what is found is not what is expected. */
export function differencesOf<Row>(
  route: Route<Row>,
  expected: Checksums,
  found: Checksums,
  label?: string,
): Difference[] {
  return differingGroups(expected, found).map((group) => ({
    table: route.source,
    group: label ?? group,
    expected_rows: expected.get(group)?.rows ?? 0,
    found_rows: found.get(group)?.rows ?? 0,
  }));
}
