import { noRepairs, type RepairSet } from '../../domain/repair.ts';
import type { LegacyFile } from './open.ts';
import { allRows, idsOf, type RowFilter } from './read.ts';
import { symbolTerm } from './row-order.ts';

export type OptionTableName = 'options_calls' | 'options_puts';

/** What an option says beside its terms and its quote time. */
const saidColumns = [
  'last_price',
  'bid',
  'ask',
  'volume',
  'open_interest',
  'implied_volatility',
  'in_the_money',
];

/**
 * The ids of options without a contract symbol that share symbol, expiration, strike and quote time with another
 * such row, so that nobody can say which of them is right. Rows of the same terms quoted at other times are not
 * among them: they are snapshots. Nor are, with that repair on, those that say the same.
 * @param only whole symbols
 */
export function duplicateNullContracts(
  file: LegacyFile,
  table: OptionTableName,
  only: RowFilter = allRows,
  kinds: RepairSet = noRepairs,
): ReadonlySet<bigint> {
  return duplicates(file, table, only, kinds, kinds.has('duplicate-options') ? 'AND NOT agreeing' : '');
}

/** The ids of such rows where all that share their terms say the same, if that repair is on. */
export function agreeingNullContracts(
  file: LegacyFile,
  table: OptionTableName,
  only: RowFilter,
  kinds: RepairSet,
): ReadonlySet<bigint> {
  if (!kinds.has('duplicate-options')) return new Set();
  return duplicates(file, table, only, kinds, 'AND agreeing');
}

/**
 * Under several spellings of a symbol, those in upper case decide: a single one of them is no duplicate, and the
 * others are its twins.
 */
function duplicates(
  file: LegacyFile,
  table: OptionTableName,
  only: RowFilter,
  kinds: RepairSet,
  which: string,
): ReadonlySet<bigint> {
  if (!file.tables.has(table)) return new Set();
  const columns = file.columnsOf(table);
  const times = ['updated_at', 'created_at'].filter((column) => columns.includes(column));
  const quoteTime = `coalesce(${[...times, 'NULL', 'NULL'].join(', ')})`;
  const said = saidColumns.map((column) => `quote(${column})`).join(` || ',' || `);
  return idsOf(
    file,
    `SELECT id FROM (
       SELECT id, count(*) OVER terms AS twins, count(canonical) OVER terms AS canonicals,
              CASE count(canonical) OVER terms
                WHEN 0 THEN min(said) OVER terms = max(said) OVER terms
                ELSE min(canonical) OVER terms = max(canonical) OVER terms END AS agreeing
         FROM (SELECT *, CASE WHEN symbol = name THEN said END AS canonical
                 FROM (SELECT id, symbol, ${symbolTerm(kinds)} AS name, expiration_date, strike,
                              ${quoteTime} AS quoted, ${said} AS said
                         FROM ${table}
                        WHERE (contract_symbol IS NULL OR contract_symbol = '') AND ${only.condition}))
       WINDOW terms AS (PARTITION BY name, expiration_date, strike, quoted))
      WHERE twins > 1 AND canonicals <> 1 ${which}`,
    only.parameters,
  );
}
