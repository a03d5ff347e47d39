import type { EpochMicros } from '../../domain/nominal.ts';
import { countRows } from '../../sources/legacy-sqlite/read.ts';
import { legacyTableNames } from '../../sources/legacy-sqlite/tables.ts';
import { backfillWidths } from '../../storage/timescale/wide-chunks.ts';
import { decide } from '../decide.ts';
import type { OnProgress } from '../report.ts';
import { type AnyRoute, type Route, routes } from '../routes.ts';
import { slices } from '../slices.ts';
import { type MigrationSource, openSource, readContexts, type SourceContexts } from '../source.ts';
import { checkComplete } from '../source-count.ts';
import { priceSpan } from '../span.ts';
import { ChunkCounter, recentDays } from './chunk-plan.ts';
import { CorporateActions } from './corporate-actions.ts';
import { estimate } from './estimate.ts';
import { freeDisk } from './free-disk.ts';
import type { Dirt, MigrationPlan, PlannedTable } from './plan-report.ts';
import { JsonCounter, repairsOf } from './repairs.ts';
import { RetentionCounter } from './retention.ts';
import { SeamFinder } from './seams.ts';
import { SymbolCounter } from './symbol-rows.ts';
import { Tally } from './tally.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { warningsOf } from './warnings.ts';
import type { Watcher } from './watcher.ts';

export interface PlanRequest {
  /** Path of the legacy SQLite file. It is only read. */
  readonly from: string;
  readonly target: MigrationPlan['target'];
  /** PostgreSQL intervals of one unit; null: never. */
  readonly retentionRawBars: string | null;
  readonly compressAfter: string | null;
  readonly onProgress: OnProgress;
}

/**
 * Tells what a migration of a legacy database into an empty TimescaleDB would do. Every row is read and decided on
 * as the migration does, none is kept. Opens no database but a private snapshot of the file, and changes nothing.
 * @throws StockulaError SOURCE_UNUSABLE, DISK_FULL
 */
export async function planMigration(request: PlanRequest): Promise<MigrationPlan> {
  const started = performance.now();
  request.onProgress({ step: 'snapshot', label: 'snapshot', done: 0, total: null });
  return withTemporaryFolder(async (folder) => {
    const source = await openSource(request.from, folder);
    try {
      return await planFor(request, source, started);
    } finally {
      source.close();
    }
  });
}

async function planFor(
  request: PlanRequest,
  source: MigrationSource,
  started: number,
): Promise<MigrationPlan> {
  const { target, retentionRawBars, compressAfter } = request;
  const asOf = (Date.now() * 1_000) as EpochMicros;
  const span = priceSpan(source.file, asOf / 1_000);
  const actions = new CorporateActions();
  const seams = new SeamFinder(actions);
  const symbols = new SymbolCounter();
  const retention = new RetentionCounter(retentionRawBars, asOf);
  const json = new JsonCounter();
  const chunks = new ChunkCounter(
    backfillWidths(span, countRows(source.file, 'price_history')),
    recentDays(span, asOf / 1_000, compressAfter),
  );
  const watchers = [actions, seams, symbols, retention, json, chunks];
  const contexts = readContexts(source.file, asOf);
  const { tables, dirt } = await readTables({ source, contexts, watchers, onProgress: request.onProgress });
  const snapshotBytes = source.file.sizeBytes;
  const expected = estimate({
    tables,
    snapshotBytes,
    kind: target.kind,
    free: freeDisk(target.data_directory),
  });
  const sourcePart = describe(source);
  return {
    source: sourcePart,
    target,
    tables,
    symbols: symbols.rows,
    dirt,
    repairs: repairsOf(dirt, json),
    retention: retention.result,
    chunks: chunks.plan,
    seams: seams.result,
    estimate: expected,
    warnings: warningsOf(sourcePart, target, expected),
    seconds: Math.round(performance.now() - started) / 1_000,
  };
}

function describe({
  path,
  file,
  fingerprint,
  sizeBytes,
  recovered,
}: MigrationSource): MigrationPlan['source'] {
  const ofKnownTable = (extra: string): boolean =>
    legacyTableNames.some((table) => extra.startsWith(`${table}.`));
  return {
    path,
    generation: file.generation,
    size_bytes: sizeBytes,
    fingerprint,
    recovered,
    tables: legacyTableNames.filter((table) => file.tables.has(table)),
    extra_tables: file.extras.filter((extra) => !ofKnownTable(extra)),
    extra_columns: file.extras.filter(ofKnownTable),
  };
}

interface Reading {
  readonly source: MigrationSource;
  readonly contexts: SourceContexts;
  readonly watchers: readonly Watcher[];
  readonly onProgress: OnProgress;
}

async function readTables(reading: Reading): Promise<{ tables: PlannedTable[]; dirt: Dirt[] }> {
  const tallies = new Map<AnyRoute, Awaited<ReturnType<typeof readTable>>>();
  for (const use of actionsFirst) tallies.set(use, await use((route) => readTable(route, reading)));
  const inOrder = routes.flatMap((use) => tallies.get(use) ?? []);
  return { tables: inOrder.map(({ table }) => table), dirt: inOrder.flatMap(({ dirt }) => dirt) };
}

/** Seams are seen while bars pass, for which all dividends and splits must be known. */
const actionsFirst = [...routes].sort((one, other) => rank(one) - rank(other));

function rank(use: AnyRoute): number {
  return use(({ source }) => (source === 'dividends' || source === 'splits' ? 0 : 1));
}

async function readTable<Row>(
  route: Route<Row>,
  { source, contexts, watchers, onProgress }: Reading,
): Promise<{ table: PlannedTable; dirt: Dirt[] }> {
  const total = countRows(source.file, route.source);
  const tally = new Tally(route, watchers);
  for await (const slice of slices(decide(route, source.file, contexts))) {
    for (const decision of slice) tally.add(decision);
    onProgress({ step: 'read', label: route.source, done: tally.table.read, total });
  }
  checkComplete(source, route.source, tally.table.read);
  return { table: tally.table, dirt: tally.dirt };
}
