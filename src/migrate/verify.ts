import type pg from 'pg';
import { ChecksumBuilder, type Checksums, storedChecksums } from '../storage/timescale/checksum.ts';
import type { Database } from '../storage/timescale/database.ts';
import { decide } from './decide.ts';
import type { MigrationRun } from './journal.ts';
import type { Difference, QuarantineCount, TableCounts, TableReport } from './report.ts';
import type { Route } from './routes.ts';
import type { MigrationSource, SourceContexts } from './source.ts';

export interface VerifyJob {
  readonly database: Database;
  readonly source: MigrationSource;
  readonly contexts: SourceContexts;
  readonly run: MigrationRun;
}

export interface VerifiedTable {
  readonly table: TableReport;
  readonly quarantine: readonly QuarantineCount[];
  readonly differences: readonly Difference[];
}

/**
 * Compares one table: what its source rows say should be stored, computed here from the source, with what is
 * stored, computed by the database. Counts, a checksum per symbol and year (or per plain table), and the
 * quarantine must agree.
 */
export async function verifyTable<Row>(
  route: Route<Row>,
  { database, source, contexts, run }: VerifyJob,
): Promise<VerifiedTable> {
  // Asked first and awaited last: the database adds up while this side does.
  const asked = Promise.all([
    storedChecksums(database.pool, route.target),
    setAside(database.pool, run.sourceName, route.source),
  ]);
  const builder = new ChecksumBuilder(route.target);
  const counts: TableCounts = { read: 0, written: 0, merged: 0, quarantined: 0 };
  const reasons = new Map<QuarantineCount['reason'], number>();
  for (const decision of decide(route, source.file, contexts)) {
    counts.read += 1;
    if (decision.kind === 'write') {
      counts.written += 1;
      builder.add(decision.record);
    } else if (decision.kind === 'merge') {
      counts.merged += 1;
    } else {
      counts.quarantined += 1;
      reasons.set(decision.defect, (reasons.get(decision.defect) ?? 0) + 1);
    }
  }
  const [stored, aside] = await asked;
  const differences = [...compare(route, builder.groups, stored), ...compareAside(route, counts, aside)];
  return {
    table: {
      name: route.source,
      target: route.target.name,
      ...counts,
      checksum_match: differences.length === 0,
    },
    quarantine: [...reasons].map(([reason, count]) => ({ table: route.source, reason, count })),
    differences,
  };
}

interface SetAside {
  readonly quarantined: number;
  readonly merged: number;
}

async function setAside(pool: pg.Pool, source: string, table: string): Promise<SetAside> {
  const { rows } = await pool.query<{ quarantined: string; merged: string }>(
    `SELECT (SELECT count(*) FROM quarantine WHERE source = $1 AND source_table = $2) AS quarantined,
       (SELECT count(*) FROM merged_rows WHERE source = $1 AND source_table = $2) AS merged`,
    [source, table],
  );
  return { quarantined: Number(rows[0]?.quarantined), merged: Number(rows[0]?.merged) };
}

function compare<Row>(route: Route<Row>, expected: Checksums, found: Checksums): Difference[] {
  const groups = new Set([...expected.keys(), ...found.keys()]);
  return [...groups].sort().flatMap((group) => {
    const here = expected.get(group);
    const there = found.get(group);
    if (here?.rows === there?.rows && here?.checksum === there?.checksum) return [];
    return [{ table: route.source, group, expected_rows: here?.rows ?? 0, found_rows: there?.rows ?? 0 }];
  });
}

function compareAside<Row>(route: Route<Row>, counts: TableCounts, aside: SetAside): Difference[] {
  const differences: Difference[] = [];
  if (counts.quarantined !== aside.quarantined) {
    differences.push({
      table: route.source,
      group: 'quarantine',
      expected_rows: counts.quarantined,
      found_rows: aside.quarantined,
    });
  }
  if (counts.merged !== aside.merged) {
    differences.push({
      table: route.source,
      group: 'merged rows',
      expected_rows: counts.merged,
      found_rows: aside.merged,
    });
  }
  return differences;
}
