import type { RowFilter } from '../sources/legacy-sqlite/read.ts';
import { scopeNameOf, scopesOf } from '../sources/legacy-sqlite/row-scope.ts';
import { ChecksumBuilder, groupNames } from '../storage/timescale/checksum/builder.ts';
import type { Checksums } from '../storage/timescale/checksum/stored.ts';
import { keyTexts, othersKeys } from '../storage/timescale/row-source.ts';
import { hasSource } from '../storage/timescale/target-tables.ts';
import { decide } from './decide.ts';
import { isEntangled } from './follow/affected.ts';
import { differingGroups, everything, nothing, partsOf } from './groups.ts';
import type { Route } from './routes.ts';
import { slices } from './slices.ts';
import type { VerifyJob } from './verify-job.ts';

/** What should be found of a table's rows, and how many of its source others stand in place of. */
interface ToBeFound {
  readonly rows: Checksums;
  readonly kept: number;
}

/** Rows of the source in which others may hold keys: those of a symbol, or of a whole plain table. */
interface Portion {
  readonly groups: readonly string[];
  readonly rows: RowFilter;
  /** Keys that others hold among them. */
  readonly keys: ReadonlySet<string>;
}

/**
 * Takes the rows whose keys others hold out of what is expected. Only groups that differ are looked at, and read from
 * the source again, a symbol at a time: where nobody else has written, this costs nothing.
 */
export async function withoutKept<Row>(
  route: Route<Row>,
  job: VerifyJob,
  expected: Checksums,
  found: Checksums,
): Promise<ToBeFound> {
  const rows = new Map(expected);
  let kept = 0;
  if (!hasSource(route.target)) return { rows, kept };
  for await (const portion of portionsOf(route, job, differingGroups(expected, found))) {
    const { left, taken } = await take(route, job, portion);
    kept += taken;
    for (const group of portion.groups) {
      const sum = left.get(group);
      if (sum) rows.set(group, sum);
      else rows.delete(group);
    }
  }
  return { rows, kept };
}

async function* portionsOf<Row>(
  route: Route<Row>,
  { pool, source: { file }, run }: VerifyJob,
  differing: readonly string[],
): AsyncGenerator<Portion> {
  const { target } = route;
  if (!target.hypertable) {
    const keys = await othersKeys(pool, target, { condition: 'true', values: [] });
    if (differing.length > 0 && keys.size > 0) yield { groups: differing, rows: everything, keys };
    return;
  }
  const scopes = scopesOf(file, route.source);
  const isWhole = differing.length > 0 && isEntangled(file, route.source, run.repairs);
  for (const [symbol, groups] of Map.groupBy(differing, (group) => partsOf(group)[0])) {
    const keys = await othersKeys(pool, target, yearsOf(symbol, groups));
    if (keys.size === 0) continue;
    yield { groups, keys, rows: isWhole ? everything : (scopes.get(scopeNameOf(symbol)) ?? nothing) };
  }
}

/** From the first to the last year of the groups. */
function yearsOf(symbol: string, groups: readonly string[]): { condition: string; values: unknown[] } {
  const years = groups.map((group) => partsOf(group)[1]);
  const start = (parameter: string): string => `make_timestamptz(${parameter}::int, 1, 1, 0, 0, 0, 'UTC')`;
  return {
    condition: `symbol = $1 AND ts >= ${start('$2')} AND ts < ${start('$3')}`,
    values: [symbol, Math.min(...years), Math.max(...years) + 1],
  };
}

async function take<Row>(
  route: Route<Row>,
  { source, contexts }: VerifyJob,
  { groups, rows, keys }: Portion,
): Promise<{ left: Checksums; taken: number }> {
  const wanted = new Set(groups);
  const groupOf = groupNames(route.target);
  const keyOf = keyTexts(route.target);
  const left = new ChecksumBuilder(route.target);
  let taken = 0;
  for await (const slice of slices(decide(route, source.file, contexts, rows))) {
    for (const decision of slice) {
      if (decision.kind !== 'write' || !wanted.has(groupOf(decision.record))) continue;
      if (keys.has(keyOf(decision.record))) taken += 1;
      else left.add(decision.record);
    }
  }
  return { left: await left.sums(), taken };
}
