import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../../src/domain/median.ts';
import type { EpochMs } from '../../src/domain/nominal.ts';
import { defaultSearchPath, findProgram } from '../../src/infra/system/find-program.ts';
import { importFiles } from '../../src/manager/pipeline/import-files.ts';
import type { Pipeline } from '../../src/manager/pipeline/pipeline.ts';
import { ProviderChain } from '../../src/sources/provider-chain.ts';
import type { Database } from '../../src/storage/timescale/database.ts';
import { openDatabase } from '../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../src/storage/timescale/schema-upgrades.ts';
import { inTransaction } from '../../src/storage/timescale/transaction.ts';
import { backfillChunkDays, makeRecentChunks } from '../../src/storage/timescale/wide-chunks.ts';
import { noMetrics } from '../../src/telemetry/metric-table.ts';
import { findOwnServer } from '../../test/support/servers/servers.ts';
import type { Bench } from '../bench.ts';
import { withClient } from '../peers/contestants.ts';
import { runMeasured } from '../peers/measured-process.ts';
import { benchImportCommand } from './ingest-command.ts';

const rounds = 3;
const folder = join(import.meta.dirname, '../../../shared/data/csv');
const columns = 'ts, symbol, interval, open, high, low, close, volume, fetched_at, basis, source';

/** Hourly bars of three symbols from their CSV files, in gzip: file to queryable, embedded and against psql. */
export async function benchIngest(bench: Bench): Promise<void> {
  const files = existsSync(folder) ? globSync(join(folder, '*-1h.csv.gz')).sort() : [];
  if (files.length === 0) {
    bench.print('ingest', 'skipped', '', `no CSV files in ${folder}`);
    return;
  }
  await benchEmbedded(bench, files);
  await benchImportCommand(bench, files);
  await benchServer(bench, files);
}

async function benchEmbedded({ scratch, open, stopDatabase, print }: Bench, files: readonly string[]) {
  const runs: Imported[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const data = join(scratch, `ingest-${round}`);
    const database = await open(data);
    runs.push(await importAll(database, files));
    await database.close();
    await stopDatabase(data);
  }
  print(
    'ingest',
    `${runs[0]?.rows} hourly bars, embedded`,
    rates(runs),
    'goal: 100,000 rows/s; median (all rounds)',
  );
  print('ingest', '  processor time of our process', `${perRow(runs).toFixed(1)} µs a row`, '');
}

async function benchServer({ scratch, print }: Bench, files: readonly string[]): Promise<void> {
  const psql = findProgram('psql', defaultSearchPath());
  const found = await findOwnServer('community');
  if (found.missing !== null || psql === null) {
    print('ingest', 'on a server: skipped', '', found.missing ?? 'no psql');
    return;
  }
  const server = await found.value();
  const csv = join(scratch, 'ingest.csv');
  const [ours, theirs]: [Imported[], number[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      await withDatabase(server.url, `ours${round}`, async (database, url) => {
        ours.push(await importAll(database, files));
        if (round === 0)
          await runMeasured(psql, [
            url,
            '-qc',
            `\\copy (SELECT ${columns} FROM ts_price_history ORDER BY symbol, interval, ts) TO '${csv}' (FORMAT csv)`,
          ]);
      });
      await withDatabase(server.url, `psql${round}`, async (database, url) => {
        await prepare(database, url);
        const copy = `\\copy ts_price_history (${columns}) FROM '${csv}' (FORMAT csv)`;
        theirs.push((await runMeasured(psql, [url, '-qc', copy])).seconds);
      });
    }
  } finally {
    await server.stop();
  }
  const [mine, other] = [median(ours.map(({ seconds }) => seconds)), median(theirs)];
  print('ingest', 'on a server: ours, file to queryable', rates(ours), `${mine.toFixed(2)} s`);
  print(
    'ingest',
    '  psql \\copy of the unpacked bars',
    `${other.toFixed(2)} s`,
    theirs.map((s) => s.toFixed(2)).join(', '),
  );
  print(
    'ingest',
    '  ours against psql',
    `${(other / mine).toFixed(2)} times as fast`,
    'goal: 0.8 or more (within 25 %)',
  );
}

interface Imported {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function importAll(database: Database, files: readonly string[]): Promise<Imported> {
  const pipeline = pipelineOver(database);
  const control = { signal: new AbortController().signal };
  const wishes = files.map((path) => ({ path, options: {}, replace: false }));
  const before = process.cpuUsage();
  const started = performance.now();
  const { reports, failures } = await importFiles(pipeline, wishes, control);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  if (failures[0]) throw failures[0].error;
  const lines = reports.flatMap(({ symbols }) => symbols);
  const rows = lines.reduce((sum, { counts }) => sum + counts.fetched, 0);
  return { rows, seconds, cpuSeconds: (user + system) / 1e6 };
}

/** No rates. */
async function* nothing(): AsyncGenerator<never> {
  // There are none to hand out.
}

/** Imports into a database, with nothing beside it. */
export function pipelineOver(database: Database): Pipeline {
  return {
    database,
    policies: { chunkIntervalPrices: '1 day', compressAfter: '7 days', retentionRawBars: null },
    market: new ProviderChain([]),
    rates: { name: 'none', rates: nothing },
    metrics: noMetrics,
    onChanged: () => Promise.resolve(),
    now: () => Date.now() as EpochMs,
  };
}

async function withDatabase(
  urlOf: (database: string) => string,
  name: string,
  work: (database: Database, url: string) => Promise<void>,
): Promise<void> {
  await withClient(urlOf('postgres'), (client) => client.query(`CREATE DATABASE ${name}`));
  const database = await openDatabase({ kind: 'server', url: urlOf(name) });
  try {
    await upgradeSchema(database.pool, database.edition.name);
    await work(database, urlOf(name));
  } finally {
    await database.close();
    await withClient(urlOf('postgres'), (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}

/** Chunks as wide as ours, so that psql does not make thousands of them. */
async function prepare(database: Database, url: string): Promise<void> {
  const width = `${backfillChunkDays(122_476, 8_500)} days`;
  await inTransaction(database.pool, (client) => makeRecentChunks(client, '2021-03-31', '7 days'));
  await withClient(url, (client) =>
    client.query(`SELECT set_chunk_time_interval('ts_price_history', $1::interval)`, [width]),
  );
}

function rates(runs: readonly Imported[]): string {
  const all = runs.map(({ rows, seconds }) => Math.round(rows / seconds));
  return `${median(all).toLocaleString('en-US')} rows/s (${all.map((rate) => rate.toLocaleString('en-US')).join('; ')})`;
}

function perRow(runs: readonly Imported[]): number {
  return median(runs.map(({ rows, cpuSeconds }) => (cpuSeconds / rows) * 1e6));
}
