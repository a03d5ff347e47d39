import { join } from 'node:path';
import { expect } from 'vitest';
import { runStockula } from './run-stockula.ts';
import type { TestServer } from './served.ts';

/** Real unadjusted hourly bars of a symbol. */
export const hourlyFile = (symbol: string): string =>
  join(import.meta.dirname, `../../../shared/data/csv/${symbol}-1h.csv.gz`);

/** Imports a file into the database of a server, as a person does at the command line. */
export async function importInto({ dataDirectory }: TestServer, file: string): Promise<void> {
  const run = await runStockula(['etl', 'import', file], { STOCKULA_DATA_DIR: dataDirectory });
  expect(run.status, run.stderr).toBe(0);
}
