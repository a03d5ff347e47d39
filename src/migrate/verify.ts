import type pg from 'pg';
import { type Decision, repairOf } from '../etl/decide-rows.ts';
import { originalContent } from '../etl/validate/original.ts';
import {
  ChecksumBuilder,
  type Checksums,
  type GroupChecksum,
  type StoredRows,
  storedChecksums,
} from '../storage/timescale/checksum.ts';
import { readBackChecksums } from '../storage/timescale/read-back.ts';
import { keyColumnsOf, keyText } from '../storage/timescale/surplus.ts';
import type { TargetColumn, TargetTable } from '../storage/timescale/target-tables.ts';
import { mergedTable, quarantineTable, repairedEntries, repairedTable } from './aside-tables.ts';
import { decide } from './decide.ts';
import { foldChecksums } from './fold-checksums.ts';
import type { MigrationRun } from './journal.ts';
import type { Difference, QuarantineCount, RepairCount, TableCounts, TableReport } from './report.ts';
import type { Route } from './routes.ts';
import { slices } from './slices.ts';
import type { MigrationSource, SourceContexts } from './source.ts';
import { checkComplete } from './source-count.ts';

export interface VerifyJob {
  readonly pool: pg.Pool;
  readonly source: MigrationSource;
  readonly contexts: SourceContexts;
  readonly run: MigrationRun;
}

export interface VerifiedTable {
  readonly table: TableReport;
  readonly quarantine: readonly QuarantineCount[];
  readonly repairs: readonly RepairCount[];
  readonly differences: readonly Difference[];
}

/**
 * Compares one table: what its source rows say should be stored, computed here from the source, with what is
 * stored, computed by the database. Counts and checksums must agree: per symbol and year (or per plain table), of
 * the merged rows, of the repaired ones, and of the quarantine with its reasons, places and original content. Changes
 * nothing.
 * @param known what is expected, where the same snapshot was added up before; else it is read now
 */
export async function verifyTable<Row>(
  route: Route<Row>,
  job: VerifyJob,
  known?: Expectation<Row>,
): Promise<VerifiedTable> {
  // Asked first and awaited last: the database adds up while this side does.
  const { accumulates = false } = route.target;
  const asked = Promise.all([
    accumulates ? null : storedIn(job.pool, route.target, known?.middleYear ?? null),
    asideOf(job, route, quarantineTable, 'place, reason, twin, original::text AS original'),
    asideOf(job, route, mergedTable, 'place, twin'),
    asideOf(job, route, repairedTable, 'place, kind'),
  ]);
  asked.catch(() => undefined);
  const expected = known ?? (await expectationOf(route, job));
  const [all, quarantined, merged, repaired] = await asked;
  const rows = all ?? (await storedChecksums(job.pool, route.target, ofKeys(route.target, expected.keys)));
  const differences = [
    ...compare(route, expected.rows, rows),
    ...compare(route, expected.quarantined, quarantined, 'quarantine'),
    ...compare(route, expected.merged, merged, 'merged rows'),
    ...compare(route, expected.repaired, repaired, 'repaired rows'),
  ];
  return {
    table: {
      name: route.source,
      target: route.target.name,
      ...expected.counts,
      checksum_match: differences.length === 0,
      source_checksum: foldChecksums(expected),
      target_checksum: foldChecksums({ rows, quarantined, merged }),
    },
    quarantine: [...expected.reasons].map(([reason, count]) => ({ table: route.source, reason, count })),
    repairs: [...expected.repairs].map(([kind, count]) => ({ table: route.source, kind, count })),
    differences,
  };
}

async function expectationOf<Row>(
  route: Route<Row>,
  { source, contexts }: VerifyJob,
): Promise<Expectation<Row>> {
  const expected = new Expectation(route);
  for await (const slice of slices(decide(route, source.file, contexts)))
    for (const decision of slice) expected.add(decision);
  checkComplete(source, route.source, expected.counts.read);
  return expected;
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

/** @param middleYear half of a hypertable's rows lie before it; its halves are asked for side by side */
async function storedIn<Row>(
  pool: pg.Pool,
  target: TargetTable<Row>,
  middleYear: number | null,
): Promise<Checksums> {
  if (!target.hypertable) return readBackChecksums(pool, target);
  if (middleYear === null) return storedChecksums(pool, target);
  const middle = new Date(Date.UTC(middleYear, 0, 1)).toISOString();
  // A group is a year of a symbol: none of them has rows in both halves.
  const halves = await Promise.all(
    ['<', '>='].map((side) =>
      storedChecksums(pool, target, {
        from: `${target.name} WHERE source = 'legacy' AND ts ${side} $1::timestamptz`,
        values: [middle],
      }),
    ),
  );
  return new Map(halves.flatMap((half) => [...half]));
}

function asideOf<Row, Entry>(
  { pool, run }: VerifyJob,
  route: Route<Row>,
  table: TargetTable<Entry>,
  columns: string,
): Promise<Checksums> {
  return storedChecksums(pool, table, {
    from: `(SELECT ${columns} FROM ${table.name} WHERE source = $1 AND source_table = $2) AS aside`,
    values: [run.sourceName, route.source],
  });
}

/** Adds up what should be found, decision by decision. */
export class Expectation<Row> {
  readonly counts: TableCounts = { read: 0, written: 0, merged: 0, quarantined: 0 };
  readonly reasons = new Map<QuarantineCount['reason'], number>();
  readonly repairs = new Map<RepairCount['kind'], number>();
  /** Of the rows to be written, as text; only where rows accumulate. */
  readonly keys: string[][] = [];
  readonly #rows: ChecksumBuilder<Row>;
  readonly #keyColumns: readonly TargetColumn<Row>[];
  readonly #quarantined = new ChecksumBuilder(quarantineTable);
  readonly #merged = new ChecksumBuilder(mergedTable);
  readonly #repaired = new ChecksumBuilder(repairedTable);

  constructor(route: Route<Row>) {
    this.#rows = new ChecksumBuilder(route.target);
    this.#keyColumns = route.target.accumulates ? keyColumnsOf(route.target) : [];
  }

  add(decision: Decision<Row>): void {
    this.counts.read += 1;
    this.#addRepair(decision);
    if (decision.kind === 'write') {
      this.counts.written += 1;
      this.#rows.add(decision.record);
      if (this.#keyColumns.length > 0)
        this.keys.push(this.#keyColumns.map((column) => keyText(column, decision.record)));
    } else if (decision.kind === 'merge') {
      this.counts.merged += 1;
      this.#merged.add(decision);
    } else {
      const { defect: reason, row, place, twin } = decision;
      this.counts.quarantined += 1;
      this.#quarantined.add({ place, reason, twin, original: originalContent(row) });
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    }
  }

  #addRepair(decision: Decision<Row>): void {
    if (!repairOf(decision)) return;
    for (const entry of repairedEntries(decision)) {
      this.#repaired.add(entry);
      this.repairs.set(entry.kind, (this.repairs.get(entry.kind) ?? 0) + 1);
    }
  }

  get rows(): Checksums {
    return this.#rows.groups;
  }

  /** The first year with at least half of the rows before it; null where all are of one year, or of no time. */
  get middleYear(): number | null {
    const years = new Map<number, number>();
    for (const [name, { rows }] of this.rows) {
      const year = Number(name.split(' ').at(-1));
      if (Number.isNaN(year)) return null;
      years.set(year, (years.get(year) ?? 0) + rows);
    }
    let before = 0;
    for (const [year, rows] of [...years].sort(([one], [other]) => one - other)) {
      if (before > 0 && before >= this.counts.written / 2) return year;
      before += rows;
    }
    return null;
  }

  get quarantined(): Checksums {
    return this.#quarantined.groups;
  }

  get merged(): Checksums {
    return this.#merged.groups;
  }

  get repaired(): Checksums {
    return this.#repaired.groups;
  }
}

function compare<Row>(
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

/** The groups that are not the same on both sides, in order. */
export function differingGroups(expected: Checksums, found: Checksums): string[] {
  const groups = new Set([...expected.keys(), ...found.keys()]);
  return [...groups].sort().filter((group) => !agree(expected.get(group), found.get(group)));
}

function agree(here: GroupChecksum | undefined, there: GroupChecksum | undefined): boolean {
  return here?.rows === there?.rows && here?.checksum === there?.checksum;
}
