import type { SQLInputValue } from 'node:sqlite';
import type { RawValue } from '../../domain/raw-row.ts';
import type { LegacyFile } from './open.ts';
import { prepareRead } from './prepare-read.ts';
import { explain } from './source-errors.ts';
import { isPerhapsLossy } from './text-bytes.ts';

// Row by row, half of the time that node:sqlite takes goes into its iterator. A symbol's rows in one call come quicker,
// and need no sorting of the whole table: where an index leads to them, and they lie near each other in the file.

/** What of a table is read: its whole, in a total order that begins with the symbol. */
export interface WholeTable {
  readonly table: string;
  /** The columns, as SQL. */
  readonly columns: string;
  readonly order: readonly string[];
}

type Page = readonly (readonly RawValue[])[];

/** Rows of a symbol that are fetched in one call; of more, memory would grow with the file. */
const mostAtOnce = 10_000;
const rowsOfPage = 500;

/** The rows of a query as arrays of values, in pages. SQLite's errors come out in words for the owner. */
export function* pagesOf(
  file: LegacyFile,
  sql: string,
  parameters: readonly SQLInputValue[] = [],
): Generator<Page> {
  try {
    let page: RawValue[][] = [];
    for (const values of prepareRead(file.database, sql).iterate(...parameters)) {
      page.push(values);
      if (page.length < rowsOfPage) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  } catch (thrown) {
    throw explain(file.path, thrown);
  }
}

/** All rows of a table in their order, in pages: symbol by symbol where that is quicker. */
export function* pagesOfTable(file: LegacyFile, whole: WholeTable): Generator<Page> {
  const symbols = symbolsToAskFor(file, whole);
  if (symbols === null) {
    yield* pagesOf(file, `${selectOf(whole)} ORDER BY ${whole.order.join(', ')}`);
    return;
  }
  const sql = ofSymbol(whole);
  const statement = prepareRead(file.database, sql);
  for (const { symbol, rows } of symbols) {
    if (rows > mostAtOnce) yield* pagesOf(file, sql, [symbol]);
    else yield explained(file, () => statement.all(symbol));
  }
}

/** The symbols of a table in their order, where it is quicker to ask for the rows of each; else null. */
export function symbolsToAskFor(file: LegacyFile, whole: WholeTable): readonly SymbolRows[] | null {
  if (whole.order[0] !== 'symbol' || !isIndexed(file, ofSymbol(whole))) return null;
  const symbols = symbolsOf(file, whole.table);
  return symbols !== null && areTogether(file, whole, symbols) ? symbols : null;
}

const selectOf = ({ table, columns }: WholeTable): string => `SELECT ${columns} FROM ${table}`;
/** What follows the symbol in the order. */
const restOf = ({ order }: WholeTable): string => order.slice(1).join(', ');
const ofSymbol = (whole: WholeTable): string =>
  `${selectOf(whole)} WHERE symbol IS ? ORDER BY ${restOf(whole)}`;

/** Whether an index leads to the rows of a symbol: without one, each of them would take a reading of the whole table. */
function isIndexed(file: LegacyFile, sql: string): boolean {
  const plan = explained(file, () => prepareRead(file.database, `EXPLAIN QUERY PLAN ${sql}`).all(null));
  return plan.some((step) => /^SEARCH .* USING INDEX .*\(symbol=\?/.test(String(step.at(-1))));
}

/** A symbol, and how many rows it has. */
export interface SymbolRows {
  readonly symbol: RawValue;
  readonly rows: number;
}

/** The symbols of a table in their order; null where one cannot be asked for, since its bytes are no UTF-8. */
function symbolsOf(file: LegacyFile, table: string): readonly SymbolRows[] | null {
  const sql = `SELECT symbol, count(*) FROM ${table} GROUP BY symbol ORDER BY symbol`;
  const found = explained(file, () => prepareRead(file.database, sql).all());
  if (found.some(([symbol]) => isPerhapsLossy(symbol ?? null))) return null;
  return found.map(([symbol, rows]) => ({ symbol: symbol ?? null, rows: Number(rows) }));
}

/** A page of the file holds some tens of bars; rows further apart are on several. */
const near = 32;
/** Of so many symbols the rows are looked at, and so much of them may lie elsewhere than the one before. */
const sampled = 8;
const mostApart = 0.05;

/**
 * Whether rows that follow each other in a symbol mostly do so in the table, too. Where the older application has
 * added a day to all symbols in turn, reading by symbol would fetch every page of the file once for each of them.
 */
function areTogether(file: LegacyFile, whole: WholeTable, symbols: readonly SymbolRows[]): boolean {
  const sql = `SELECT count(*), count(*) FILTER (WHERE abs(rowid - before) > ${near})
    FROM (SELECT rowid, lag(rowid) OVER (ORDER BY ${restOf(whole)}) AS before
      FROM ${whole.table} WHERE symbol IS ?)`;
  const step = Math.max(1, Math.floor(symbols.length / sampled));
  let [all, apart] = [0, 0];
  for (let at = 0; at < symbols.length; at += step) {
    const symbol = symbols[at]?.symbol ?? null;
    const [counts] = explained(file, () => prepareRead(file.database, sql).all(symbol));
    all += Number(counts?.[0]);
    apart += Number(counts?.[1]);
  }
  return apart <= all * mostApart;
}

function explained<Result>(file: LegacyFile, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw explain(file.path, thrown);
  }
}
