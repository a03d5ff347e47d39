// npm run bench [-- GROUP …] [--full] [--json]: measures what the documentation claims, on this machine, in one run.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSyntheticLegacy } from '../src/sources/synthetic/write-legacy.ts';
import { stopHost } from '../src/storage/embedded/host-control.ts';
import { type Database, openDatabase } from '../src/storage/timescale/database.ts';
import { upgradeSchema } from '../src/storage/timescale/schema-upgrades.ts';
import type { Bench } from './bench.ts';
import { benchAll } from './groups/all.ts';
import { benchApi } from './groups/api.ts';
import { benchBacktest } from './groups/backtest.ts';
import { benchIndicators } from './groups/indicators.ts';
import { benchIngest } from './groups/ingest.ts';
import { benchLoad } from './groups/load.ts';
import { benchMigrate } from './groups/migrate.ts';
import { benchPeers } from './groups/peers.ts';
import { benchQuery } from './groups/query.ts';
import { benchStartup } from './groups/startup.ts';

const groups: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  startup: benchStartup,
  migrate: benchMigrate,
  query: benchQuery,
  load: benchLoad,
  ingest: benchIngest,
  peers: benchPeers,
  backtest: benchBacktest,
  all: benchAll,
  indicators: benchIndicators,
  api: benchApi,
};

const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !Object.hasOwn(groups, name));
if (unknown) {
  process.stderr.write(`Expected groups out of ${Object.keys(groups).join(', ')}. Got "${unknown}".\n`);
  process.exit(2);
}

function out(text: string): void {
  process.stdout.write(`${text}\n`);
}

function chooseSource(scratch: string): Bench['source'] {
  const real = join(import.meta.dirname, '../../shared/data/legacy/stockula.db');
  if (existsSync(real)) return { path: real, symbol: 'AAPL' };
  const path = join(scratch, 'synthetic.db');
  writeSyntheticLegacy(path, { symbols: 6, years: 23 });
  return { path, symbol: 'SYNA' };
}

async function open(dataDirectory: string): Promise<Database> {
  const database = await openDatabase({ kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null });
  await upgradeSchema(database.pool, database.edition.name);
  return database;
}

const connections = new Map<string, Database>();

async function query(dataDirectory: string, sql: string): Promise<Record<string, unknown>[]> {
  const database = connections.get(dataDirectory) ?? (await open(dataDirectory));
  connections.set(dataDirectory, database);
  return (await database.pool.query(sql)).rows;
}

async function stopDatabase(dataDirectory: string): Promise<void> {
  await connections.get(dataDirectory)?.close();
  connections.delete(dataDirectory);
  await stopHost(dataDirectory);
}

const scratch = mkdtempSync(join(tmpdir(), 'stockula-bench-'));
try {
  const source = chooseSource(scratch);
  out(
    `${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; source ${source.path}\n`,
  );
  for (const name of positionals.length > 0 ? positionals : Object.keys(groups)) {
    await groups[name]?.({
      scratch,
      source,
      full: values.full,
      open,
      query,
      stopDatabase,
      print: (group, what, figure, beside) =>
        out(
          values.json
            ? JSON.stringify({ group, what: what.trim(), figure, beside })
            : `${group.padEnd(11)}${what.padEnd(46)}${figure.padStart(30)}  ${beside}`,
        ),
    });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
