import type { EpochMicros } from '../../domain/nominal.ts';
import { countRows } from '../../sources/legacy-sqlite/read.ts';
import { hasSymbols, scopeNameOf, scopesOf } from '../../sources/legacy-sqlite/row-scope.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import type { Database } from '../../storage/timescale/database.ts';
import { backfillWidths } from '../../storage/timescale/wide-chunks.ts';
import { everything, nothing, partsOf } from '../groups.ts';
import type { MigrationRun } from '../journal.ts';
import { routes } from '../routes.ts';
import { type MigrationSource, readContexts } from '../source.ts';
import { priceSpan } from '../span.ts';
import { verifyTable } from '../verify.ts';
import {
  type Affected,
  addDependents,
  affectedByContent,
  evidentlyAffected,
  isEntangled,
  marksOf,
  type SourceMarks,
  tableMarksOf,
} from './affected.ts';
import { type Carried, type ReconcileJob, reconcile, type Scope } from './reconcile.ts';

/** What is known between rounds. */
export interface FollowMemory {
  readonly marks: SourceMarks;
  /** When all rows were last looked at, and how long that took; performance.now() milliseconds. */
  readonly lookedAt: number;
  readonly lookTook: number;
}

export interface Round extends Carried {
  readonly memory: FollowMemory;
}

interface RoundOptions extends Pick<ReconcileJob, 'retention'> {
  /** Looks at all rows, whatever ids and update times tell. */
  readonly thorough: boolean;
}

/** Looking at all rows is done each time while it is so quick, milliseconds. */
const quickLook = 300;
/** Otherwise not before so long, or so many times what it takes. */
const leastBetweenLooks = 30_000;
const timesBetweenLooks = 20;

/**
 * Carries the changes of a source since the last round over. The first round compares all of source and target.
 */
export async function followRound(
  database: Database,
  source: MigrationSource,
  run: MigrationRun,
  before: FollowMemory | null,
  { thorough, retention }: RoundOptions,
): Promise<Round> {
  const { file } = source;
  const job: ReconcileJob = {
    pool: database.pool,
    source,
    run,
    retention,
    contexts: readContexts(file, run.asOf, run.repairs),
    chunkWidths: backfillWidths(priceSpan(file, run.asOf / 1000), countRows(file, 'price_history')),
  };
  const { affected, memory } = await lookForChanges(job, before, thorough);
  await addDependents(affected, file, database.pool, run);
  let [written, removed, quarantined] = [0, 0, 0];
  for (const use of routes) {
    await use(async (route) => {
      for (const scope of toCompare(job, route.source, affected)) {
        const carried = await reconcile(route, job, scope);
        written += carried.written;
        removed += carried.removed;
        quarantined += carried.quarantined;
      }
    });
  }
  return { written, removed, quarantined, memory };
}

/** A run as it judges the future now. */
export function asOfNow(run: MigrationRun): MigrationRun {
  return { ...run, asOf: (Date.now() * 1000) as EpochMicros };
}

async function lookForChanges(
  job: ReconcileJob,
  before: FollowMemory | null,
  thorough: boolean,
): Promise<{ affected: Affected; memory: FollowMemory }> {
  const { file } = job.source;
  const started = performance.now();
  if (before === null) {
    const marks = marksOf(file);
    const memory = { marks, lookedAt: performance.now(), lookTook: performance.now() - started };
    return { affected: await differingFromTarget(job), memory };
  }
  const evident = thorough || isLookDue(before) ? null : evidentlyAffected(file, before.marks);
  if (evident)
    return { affected: evident, memory: { ...before, marks: { ...before.marks, ...tableMarksOf(file) } } };
  const { affected, marks } = affectedByContent(file, before.marks);
  return { affected, memory: { marks, lookedAt: performance.now(), lookTook: performance.now() - started } };
}

function isLookDue({ lookedAt, lookTook }: FollowMemory): boolean {
  if (lookTook < quickLook) return true;
  return performance.now() - lookedAt > Math.max(leastBetweenLooks, timesBetweenLooks * lookTook);
}

/** Where source and target differ, whatever the reason. */
async function differingFromTarget(job: ReconcileJob): Promise<Affected> {
  const affected: Affected = new Map();
  for (const use of routes) {
    await use(async (route) => {
      const { differences } = await verifyTable(route, job);
      // Of plain tables, and of what is set aside, it is not known which symbol differs.
      const scopes = differences.map(({ group }) =>
        route.target.hypertable && / -?\d+$/.test(group) ? scopeNameOf(partsOf(group)[0]) : null,
      );
      affected.set(route.source, new Set(scopes));
    });
  }
  return affected;
}

function toCompare(
  { source: { file }, run: { repairs } }: ReconcileJob,
  table: LegacyTableName,
  affected: Affected,
): Scope[] {
  const names = affected.get(table) ?? new Set();
  if (names.size === 0) return [];
  if (names.has(null) || !hasSymbols(file, table) || isEntangled(file, table, repairs))
    return [{ name: null, rows: everything }];
  const scopes = scopesOf(file, table);
  return [...names].map((name) => ({ name, rows: scopes.get(name ?? '') ?? nothing }));
}
