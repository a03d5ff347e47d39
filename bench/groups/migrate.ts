import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationReport } from '../../src/migrate/report.ts';
import type { Bench } from '../bench.ts';
import { runCommand } from '../run-command.ts';

/** A whole migration from an empty data directory, as a user runs it. */
export async function benchMigrate({ scratch, source, print, stopDatabase, query }: Bench): Promise<void> {
  const data = join(scratch, 'migrate');
  const fresh = await runCommand(['migrate', 'run', '--from', source.path, '-o', 'json'], data);
  const report: MigrationReport = JSON.parse(fresh.stdout);
  const rows = report.tables.reduce((sum, table) => sum + table.read, 0);
  print(
    'migrate',
    `${rows} rows, new database to verified end`,
    `${fresh.seconds.toFixed(1)} s`,
    'goal: under 6 s',
  );
  print('migrate', 'of which migration and verification', `${report.seconds.toFixed(1)} s`, '');
  print('migrate', 'copy alone', `${report.rows_per_second} rows/s`, '');
  print(
    'migrate',
    'peak memory of all processes',
    `${fresh.peakMegabytes.toFixed(0)} MB`,
    'goal: under 900 MB',
  );
  const again = await runCommand(['migrate', 'run', '--from', source.path, '-o', 'json'], data);
  print('migrate', 'run again (nothing to do, verified)', `${again.seconds.toFixed(1)} s`, '');
  const [stored] = await query(data, `SELECT hypertable_size('ts_price_history')::float8 AS bytes`);
  const ratio = Number(stored?.['bytes']) / statSync(source.path).size;
  print('migrate', 'bars stored, against the whole SQLite file', `${(ratio * 100).toFixed(0)} %`, '');
  await stopDatabase(data);
}
