import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { priceSpan } from '../../src/migrate/span.ts';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { countRows } from '../../src/sources/legacy-sqlite/read.ts';
import { openDatabase } from '../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../src/storage/timescale/schema-upgrades.ts';
import { priceTable } from '../../src/storage/timescale/target-tables.ts';
import { inTransaction } from '../../src/storage/timescale/transaction.ts';
import { backfillWidths, makeRecentChunks } from '../../src/storage/timescale/wide-chunks.ts';
import { type ProgramRun, runMeasured } from './measured-process.ts';
import type { Pgloader } from './pgloader.ts';

/** What each contestant is given: a legacy file, an empty database, and a folder for itself. */
export interface Race {
  readonly file: string;
  readonly url: string;
  readonly scratch: string;
}

/** A migration by `stockula migrate run`. */
export interface OurRun extends ProgramRun {
  /** From the start of the command until all is stored, finished and compared. */
  readonly secondsToVerified: number;
  /** Of copying rows alone. */
  readonly copySeconds: number;
}

interface Answer extends MigrationReport {
  readonly phases: readonly { readonly step: string; readonly finishedAt: string }[];
}

const stockula = join(import.meta.dirname, '../../bin/stockula.mjs');

/** `stockula migrate run`, as a user would type it. Throws unless it ends verified. */
export async function runOurs({ file, url, scratch }: Race): Promise<OurRun> {
  const run = await runMeasured(
    process.execPath,
    [stockula, 'migrate', 'run', '--from', file, '--no-switch', '-o', 'json'],
    { DATABASE_URL: url, STOCKULA_DATA_DIR: mkdtempSync(join(scratch, 'ours-')) },
  );
  const { status, phases, tables, rows_per_second }: Answer = JSON.parse(run.stdout);
  const verified = phases.find(({ step }) => step === 'validate')?.finishedAt;
  if (status !== 'verified' || verified === undefined) throw new Error(`the migration ended ${status}`);
  return {
    ...run,
    secondsToVerified: (Date.parse(verified) - run.startedAt) / 1000,
    copySeconds: tables.reduce((sum, { read }) => sum + read, 0) / (rows_per_second ?? Number.NaN),
  };
}

/** pgloader with its defaults, into plain tables. Throws unless it took every bar: it ends with 0 in any case. */
export async function runPgloader(pgloader: Pgloader, { file, url }: Race): Promise<ProgramRun> {
  const target = url.replace(/^postgres:/, 'pgsql:');
  const run = await runMeasured(pgloader.program, [`sqlite://${file}`, target], pgloader.environment);
  const expected = barsIn(file);
  const stored = await withClient(url, async (client) => {
    const { rows } = await client.query<{ bars: string }>('SELECT count(*) AS bars FROM price_history');
    return Number(rows[0]?.bars);
  });
  if (stored !== expected) throw new Error(`pgloader stored ${stored} of ${expected} bars`);
  return run;
}

const columns = priceTable.columns.map(({ name }) => `"${name}"`).join(', ');

/** Writes the bars that a migration stored as CSV, in the order in which it sent them. */
export async function writeCsv(psql: string, url: string, csv: string): Promise<void> {
  await runMeasured(psql, [
    url,
    '-qc',
    `\\copy (SELECT ${columns} FROM ${priceTable.name} WHERE source = 'legacy' ORDER BY symbol, interval, ts) TO '${csv}' (FORMAT csv)`,
  ]);
}

/** `\copy` of these bars into the same schema, with chunks as wide as a migration makes them. */
export async function runPsql(psql: string, csv: string, race: Race): Promise<ProgramRun> {
  await prepareForPsql(race);
  return runMeasured(psql, [
    race.url,
    '-qc',
    `\\copy ${priceTable.name} (${columns}) FROM '${csv}' (FORMAT csv)`,
  ]);
}

async function prepareForPsql({ file, url }: Race): Promise<void> {
  const database = await openDatabase({ kind: 'server', url });
  const legacy = openLegacyFile(file);
  try {
    await upgradeSchema(database.pool, database.edition.name);
    const span = priceSpan(legacy, Date.now());
    const width = backfillWidths(span, countRows(legacy, 'price_history')).get(priceTable.name);
    await inTransaction(database.pool, async (client) => {
      if (span) await makeRecentChunks(client, span.lastDay, '7 days');
      await client.query('SELECT set_chunk_time_interval($1::regclass, $2::interval)', [
        priceTable.name,
        width ?? '1 day',
      ]);
    });
  } finally {
    legacy.close();
    await database.close();
  }
}

/** How many bars a legacy file has. */
export function barsIn(path: string): number {
  const legacy = openLegacyFile(path);
  try {
    return countRows(legacy, 'price_history');
  } finally {
    legacy.close();
  }
}

/** Does something over a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
