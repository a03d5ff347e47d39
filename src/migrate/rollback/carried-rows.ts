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
 * name of the source that a migration of the file would give them. Only prices adjusted for everything (`total`)
 * belong there; of a contract, which is overwritten there, only the last quote.
 */
export function carriedRows<Row>({ target, source }: Route<Row>, file: LegacyFile): string {
  const present = file.columnsOf(source);
  const columns = target.columns.map(({ name }) => projected(name, present, target.accumulates === true));
  const select = `${columns.join(', ')} FROM ${target.name}`;
  if (target.accumulates)
    return `(SELECT DISTINCT ON (symbol, contract) ${select} ORDER BY symbol, contract, ts DESC) AS carried`;
  return `(SELECT ${select}${target.name === 'ts_price_history' ? ` WHERE basis = 'total'` : ''}) AS carried`;
}

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

/** How many bars there are of other bases, which the older application does not know. */
export async function barsOfOtherBases(pool: pg.Pool): Promise<{ basis: string; count: number }[]> {
  const { rows } = await pool.query<{ basis: string; count: string }>(
    `SELECT basis, count(*) AS count FROM ts_price_history WHERE basis <> 'total' GROUP BY 1 ORDER BY 1`,
  );
  return rows.map(({ basis, count }) => ({ basis, count: Number(count) }));
}

export async function countStored(pool: pg.Pool, table: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(`SELECT count(*) AS count FROM ${table}`);
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
