import type pg from 'pg';
import type { Decision } from '../../etl/legacy/decide-rows.ts';
import type { RowFilter } from '../../sources/legacy-sqlite/read.ts';
import type { ScopeName } from '../../sources/legacy-sqlite/row-scope.ts';
import { mergeRecords } from '../../storage/timescale/bulk-writer.ts';
import { groupNames } from '../../storage/timescale/checksum/builder.ts';
import { type Checksums, type StoredRows, storedChecksums } from '../../storage/timescale/checksum/stored.ts';
import { fieldText } from '../../storage/timescale/field-text.ts';
import { handOverInstruments } from '../../storage/timescale/hand-over.ts';
import { pauseRetentionFor } from '../../storage/timescale/policies.ts';
import { keyTexts } from '../../storage/timescale/row-source.ts';
import { tellRowsChanged, tellSymbolsChanged } from '../../storage/timescale/rows-changed.ts';
import { removeSurplus } from '../../storage/timescale/surplus.ts';
import {
  hasSource,
  legacySource,
  priceTable,
  stockTable,
  type TargetColumn,
  type TargetTable,
} from '../../storage/timescale/target-tables.ts';
import { inRetriedTransaction } from '../../storage/timescale/transaction.ts';
import { inWideChunks } from '../../storage/timescale/wide-chunks.ts';
import { decide } from '../decide.ts';
import { Expectation } from '../expectation.ts';
import { differingGroups, partsOf } from '../groups.ts';
import type { Route } from '../routes.ts';
import { slices } from '../slices.ts';
import type { VerifyJob } from '../verify-job.ts';
import { replaceAsides } from './asides.ts';

export interface ReconcileJob extends VerifyJob {
  readonly chunkWidths: ReadonlyMap<string, string>;
  /** Age at which the policy drops raw bars; null: never. */
  readonly retention: string | null;
}

/** The rows of a table that are compared and carried over together. */
export interface Scope {
  /** null: the whole table. */
  readonly name: ScopeName | null;
  readonly rows: RowFilter;
}

/** Rows of the target that were inserted or changed, those that were removed, and rows of the source that went aside. */
export interface Carried {
  readonly written: number;
  readonly removed: number;
  /** Rows that were not quarantined before as they are now. */
  readonly quarantined: number;
}

/** Records held at a time. */
const packRows = 100_000;
const batchRows = 20_000;
/** Older bars go into wide chunks, as those of a migration do. */
const recentDays = 60;

/**
 * Makes the target say of some rows what the source says: writes what is new or differs, removes what has gone, and
 * files anew what is set aside. Groups (symbol and year) whose checksums agree are not touched.
 */
export async function reconcile<Row>(route: Route<Row>, job: ReconcileJob, scope: Scope): Promise<Carried> {
  const expected = new Expectation(route);
  const aside: Decision<Row>[] = [];
  for await (const slice of slices(decide(route, job.source.file, job.contexts, scope.rows))) {
    for (const decision of slice) {
      expected.add(decision);
      if (decision.kind !== 'write' || decision.repair) aside.push(decision);
    }
  }
  const sums = await expected.sums();
  const differing = await differingIn(route.target, job.pool, scope, sums.rows);
  let [written, removed] = [0, 0];
  for (const groups of packs(differing, sums.rows)) {
    const records = await recordsOf(route, job, scope, groups);
    for (const group of groups) {
      removed += await removeGone(route.target, job.pool, scope, group, records.get(group) ?? []);
      written += await write(route, job, records.get(group) ?? []);
    }
  }
  const quarantined = await replaceAsides(job.pool, job.run, route.source, scope.name, aside, sums);
  return { written, removed, quarantined };
}

async function differingIn<Row>(
  target: TargetTable<Row>,
  pool: pg.Pool,
  scope: Scope,
  expected: Checksums,
): Promise<string[]> {
  // Snapshots of a chain stay when the source overwrites them, and plain tables are small: both are merged as they are.
  if (target.accumulates || !target.hypertable) return expected.size > 0 ? [...expected.keys()] : ['all'];
  return differingGroups(expected, await storedChecksums(pool, target, storedOf(target, scope.name)));
}

/** What is stored of a symbol, in a year; null: of all. */
function storedOf<Row>(
  target: TargetTable<Row>,
  symbol: string | null,
  year: number | null = null,
): StoredRows {
  const conditions = ['TRUE'];
  const values: unknown[] = [];
  const add = (condition: (parameter: string) => string, value: unknown): void => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (hasSource(target)) conditions.push(`source = '${legacySource}'`);
  if (symbol !== null && target.columns.some(({ name }) => name === 'symbol'))
    add((parameter) => `symbol = ${parameter}`, symbol);
  if (year !== null) {
    add((parameter) => `ts >= make_timestamptz(${parameter}::int, 1, 1, 0, 0, 0, 'UTC')`, year);
    add((parameter) => `ts < make_timestamptz(${parameter}::int, 1, 1, 0, 0, 0, 'UTC')`, year + 1);
  }
  return { from: `${target.name} WHERE ${conditions.join(' AND ')}`, values };
}

/** Groups in portions of which the records can be held. */
export function* packs(groups: readonly string[], expected: Checksums): Generator<string[]> {
  let pack: string[] = [];
  let rows = 0;
  for (const group of groups) {
    pack.push(group);
    rows += expected.get(group)?.rows ?? 0;
    if (rows < packRows) continue;
    yield pack;
    pack = [];
    rows = 0;
  }
  if (pack.length > 0) yield pack;
}

async function recordsOf<Row>(
  route: Route<Row>,
  { source, contexts }: ReconcileJob,
  scope: Scope,
  groups: readonly string[],
): Promise<Map<string, Row[]>> {
  const groupOf = groupNames(route.target);
  const records = new Map<string, Row[]>(groups.map((group) => [group, []]));
  for await (const slice of slices(decide(route, source.file, contexts, scope.rows))) {
    for (const decision of slice) {
      if (decision.kind === 'write') records.get(groupOf(decision.record))?.push(decision.record);
    }
  }
  return records;
}

async function removeGone<Row>(
  target: TargetTable<Row>,
  pool: pg.Pool,
  scope: Scope,
  group: string,
  expected: readonly Row[],
): Promise<number> {
  if (target.accumulates) return 0;
  const [symbol, year] = target.hypertable ? partsOf(group) : [scope.name, null];
  return inRetriedTransaction(pool, async (client) => {
    if (target.name === stockTable.name)
      await handOverInstruments(client, expected.map(keyTexts(target)), symbol);
    const gone = await removeSurplus(client, target, storedOf(target, symbol, year), expected);
    if (gone.symbols.length > 0) await tellSymbolsChanged(client, target.name, gone.symbols);
    return gone.removed;
  });
}

async function write<Row>(route: Route<Row>, job: ReconcileJob, records: readonly Row[]): Promise<number> {
  const { target } = route;
  const ts = target.hypertable ? target.columns.find(({ name }) => name === 'ts') : undefined;
  const recent = Date.now() * 1000 - recentDays * 86_400_000_000;
  const isOld = (record: Row): boolean => ts !== undefined && Number(ts.of(record)) < recent;
  const width = job.chunkWidths.get(target.name);
  let written = 0;
  for (const [portion, chunkWidth] of [
    [records.filter(isOld), width],
    [records.filter((record) => !isOld(record)), undefined],
  ] as const) {
    for (let from = 0; from < portion.length; from += batchRows) {
      const batch = portion.slice(from, from + batchRows);
      written += await inRetriedTransaction(job.pool, async (client) => {
        if (ts && target.name === priceTable.name)
          await pauseRetentionFor(client, oldestOf(ts, batch), job.retention);
        const merged = await inWideChunks(client, target.name, chunkWidth, () =>
          mergeRecords(client, target, batch),
        );
        if (merged > 0) await tellRowsChanged(client, target, batch);
        return merged;
      });
    }
  }
  return written;
}

function oldestOf<Row>(ts: TargetColumn<Row>, records: readonly Row[]): string {
  const oldest = records.reduce((least, record) => Math.min(least, Number(ts.of(record))), Infinity);
  return fieldText('timestamptz', oldest);
}
