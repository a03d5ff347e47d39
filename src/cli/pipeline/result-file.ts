import { extname } from 'node:path';
import { StockulaError } from '../../domain/errors.ts';
import type { CsvTable } from '../modes/mode.ts';
import { renderCsvTables } from '../output/csv-tables.ts';
import { renderJson } from '../output/json.ts';
import { writeWhole } from '../write-whole.ts';

const endings = ['.json', '.yaml', '.yml', '.csv'];

/** @throws StockulaError USAGE where the name does not tell a form */
export function checkResultFile(path: string): void {
  if (endings.includes(extname(path).toLowerCase())) return;
  throw new StockulaError('USAGE', {
    expected: `a file that ends in ${endings.join(', ')} for --output`,
    got: `"${path}"`,
    remedy: 'Its ending says in which form the results are written.',
  });
}

/** Writes results in the form that the name of the file tells. */
export async function writeResultFile(
  path: string,
  result: unknown,
  tables: readonly CsvTable[],
): Promise<void> {
  const ending = extname(path).toLowerCase();
  if (ending === '.csv') return writeWhole(path, renderCsvTables(tables));
  const json = renderJson(result);
  if (ending === '.json') return writeWhole(path, json);
  const { stringify } = await import('yaml');
  // By way of JSON, so that both say the same: NaN is null there, and typed arrays are lists.
  writeWhole(path, stringify(JSON.parse(json)));
}
