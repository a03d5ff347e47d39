import { StockulaError } from '../../domain/errors.ts';
import type { CsvTable } from '../modes/mode.ts';
import { renderCsv } from './csv.ts';

/**
 * Tables as CSV. One table is a plain document. Several follow each other, an empty line between them, each behind a
 * line `# name`: that is no single CSV document, and `only` picks one of them.
 * @throws StockulaError USAGE where there is no table of that name
 */
export function renderCsvTables(tables: readonly CsvTable[], only?: string): string {
  const chosen = only === undefined ? tables : tables.filter(({ name }) => name === only);
  if (only !== undefined && chosen.length === 0) throw noTable(only, tables);
  const [first, ...others] = chosen.map(({ name, header, rows }) => ({
    name,
    text: renderCsv(header, rows),
  }));
  if (first === undefined) return '';
  if (others.length === 0) return first.text;
  return [first, ...others].map(({ name, text }) => `# ${name}\r\n${text}`).join('\r\n');
}

function noTable(name: string, tables: readonly CsvTable[]): StockulaError {
  return new StockulaError('USAGE', {
    expected: `a table of this answer: ${tables.map((table) => table.name).join(', ')}`,
    got: `--table ${name}`,
    remedy: 'Name one of them, or leave --table out to have all.',
  });
}
