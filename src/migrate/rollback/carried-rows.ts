import type pg from 'pg';
import type { LegacyFile } from '../../sources/legacy-sqlite/open.ts';
import type { StoredRows } from '../../storage/timescale/checksum/stored.ts';
import type { Route } from '../routes.ts';

/** Rows whose value in this column goes nowhere: the older application's table has no place for it. */
export interface ReducedRows {
  readonly column: string;
  readonly count: number;
}

/**
 * The rows that a file should say, whoever wrote them: as many columns as a file of its kind can hold, under the
 * name of the source that a migration of the file would give them. Prices and dividends that are stored otherwise than
 * adjusted are not among them; of a contract, which is overwritten there, only the last quote.
 */
export function carriedRows<Row>({ target, source }: Route<Row>, file: LegacyFile): string {
  const present = file.columnsOf(source);
  const columns = target.columns.map(({ name }) => projected(name, present, target.accumulates === true));
  const select = `${columns.join(', ')} FROM ${target.name}`;
  if (target.accumulates)
    return `(SELECT DISTINCT ON (symbol, contract) ${select} ORDER BY symbol, contract, ts DESC) AS carried`;
  const asItIs = adjustedAlready[target.name];
  return `(SELECT ${select}${asItIs ? ` WHERE ${asItIs}` : ''}) AS carried`;
}

/** Which rows the file can say as they are. */
const adjustedAlready: Readonly<Record<string, string>> = {
  ts_price_history: `basis = 'total' AND NOT provisional`,
  ts_dividends: `basis = 'split'`,
};

function projected(name: string, present: readonly string[], isQuote: boolean): string {
  const [hasCreated, hasUpdated] = [present.includes('created_at'), present.includes('updated_at')];
  // The older application knows a quote's time only as that of its row.
  const fetched = isQuote ? 'ts' : 'fetched_at';
  switch (name) {
    case 'source':
      return `'legacy' AS source`;
    case 'fetched_at':
      return hasCreated || hasUpdated ? `${fetched} AS fetched_at` : 'NULL::timestamptz AS fetched_at';
    case 'first_fetched_at':
      return hasCreated && hasUpdated
        ? `nullif(first_fetched_at, ${fetched}) AS first_fetched_at`
        : 'NULL::timestamptz AS first_fetched_at';
    case 'created_at':
    case 'updated_at':
      return present.includes(name) ? name : `NULL::timestamptz AS ${name}`;
    default:
      return `"${name}"`;
  }
}

/** What should be there of a symbol; of one year, or of all. */
export function ofSymbol(carried: string, symbol: string, year: number | null): StoredRows {
  if (year === null) return { from: `${carried} WHERE symbol = $1`, values: [symbol] };
  const start = (parameter: string): string => `make_timestamptz(${parameter}::int, 1, 1, 0, 0, 0, 'UTC')`;
  return {
    from: `${carried} WHERE symbol = $1 AND ts >= ${start('$2')} AND ts < ${start('$3')}`,
    values: [symbol, year, year + 1],
  };
}

/** How many bars were still forming when they were fetched. */
export function countProvisional(pool: pg.Pool): Promise<number> {
  return countStored(pool, 'ts_price_history WHERE provisional');
}

/** How many quotes there are of contracts of which there is a later one. */
export async function countEarlierQuotes(pool: pg.Pool, table: string): Promise<number> {
  const contracts = await countStored(pool, `(SELECT DISTINCT symbol, contract FROM ${table}) AS contracts`);
  return (await countStored(pool, table)) - contracts;
}

/** @param from a table, or another relation */
export async function countStored(pool: pg.Pool, from: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(`SELECT count(*) AS count FROM ${from}`);
  return Number(rows[0]?.count);
}

/** What is not carried of rows that are. */
export async function reducedRows<Row>(
  pool: pg.Pool,
  { target, source }: Route<Row>,
  file: LegacyFile,
): Promise<ReducedRows[]> {
  const present = file.columnsOf(source);
  const hasBoth = present.includes('created_at') && present.includes('updated_at');
  const conditions: Record<string, string> = {};
  if (target.hypertable && !hasBoth) conditions['first_fetched_at'] = 'first_fetched_at IS NOT NULL';
  if (target.accumulates) conditions['fetched_at'] = 'fetched_at IS DISTINCT FROM ts';
  if (source === 'price_history') conditions['adj_close'] = `adj_close IS NOT NULL AND basis = 'total'`;
  if (source === 'dividends') conditions['currency'] = 'currency IS NOT NULL';
  const names = Object.keys(conditions);
  if (names.length === 0) return [];
  const counts = names.map((name) => `count(*) FILTER (WHERE ${conditions[name]}) AS ${name}`);
  const { rows } = await pool.query<Record<string, string>>(
    `SELECT ${counts.join(', ')} FROM ${target.name}`,
  );
  return names
    .map((column) => ({ column, count: Number(rows[0]?.[column]) }))
    .filter(({ count }) => count > 0);
}
