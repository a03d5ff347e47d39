import type pg from 'pg';
import { type BarRule, barRules } from '../../domain/bar-rule.ts';
import { StockulaError } from '../../domain/errors.ts';
import { isInterval } from '../../domain/interval.ts';
import { type EpochMicros, type EpochMs, isTickerSymbol } from '../../domain/nominal.ts';
import { actionOf } from './released-action.ts';
import { barOf } from './released-bar.ts';

/** A row that the pipeline has set aside, whole. */
export interface SetAsideRow {
  /** Short, and the same as long as the row is there. */
  readonly id: string;
  readonly source: string;
  readonly symbol: string;
  readonly kind: 'bars' | 'actions';
  /** Key of the bar or action, or where it stood in what was delivered. */
  readonly place: string;
  readonly reason: BarRule;
  readonly quarantined_at: Date;
  readonly run: string;
  /** As it came. */
  readonly original: Readonly<Record<string, unknown>>;
}

export interface SetAsideFilter {
  readonly symbols: readonly string[] | null;
  readonly reason: string | null;
  readonly limit: number;
}

const idOf = `left(md5(concat_ws(chr(31), source, source_table, place)), 10)`;
const rowsQuery = `SELECT ${idOf} AS id, substr(source, 5) AS source, source_table AS kind, symbol, place, reason, quarantined_at,
  etl_run_id::text AS run, original FROM quarantine WHERE etl_run_id IS NOT NULL`;

/** The latest first. */
export async function listSetAside(
  pool: pg.Pool,
  { symbols, reason, limit }: SetAsideFilter,
): Promise<SetAsideRow[]> {
  const { rows } = await pool.query<SetAsideRow>(
    `${rowsQuery} AND ($1::text[] IS NULL OR symbol = ANY ($1)) AND ($2::text IS NULL OR reason = $2)
     ORDER BY quarantined_at DESC, symbol, place LIMIT $3`,
    [symbols, reason, limit],
  );
  return rows;
}

/** @throws StockulaError NOT_FOUND where there is no row with one of these ids */
export async function findSetAside(
  client: Pick<pg.Pool, 'query'>,
  ids: readonly string[],
): Promise<SetAsideRow[]> {
  const { rows } = await client.query<SetAsideRow>(
    `${rowsQuery} AND ${idOf} = ANY ($1) ORDER BY symbol, place`,
    [ids],
  );
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing === undefined) return rows;
  throw new StockulaError('NOT_FOUND', {
    expected: 'the id of a row that is set aside',
    got: `"${missing}"`,
    remedy: 'See "stockula etl quarantine list"; a row that was stored since is not listed any more.',
  });
}

/** A row that is set aside, and what is known about it. */
export interface Explanation {
  readonly row: SetAsideRow;
  /** Completes "this bar …". */
  readonly sentence: string;
  /** Whether it can be stored as it is, on somebody's word. */
  readonly releasable: boolean;
  /** Bars stored at the same time and around it, the oldest first. */
  readonly around: readonly StoredBar[];
}

interface StoredBar {
  readonly ts: Date;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
  readonly source: string;
}

/** How many bars before and after it are shown. */
const neighbours = 3;

/** @throws StockulaError NOT_FOUND */
export async function explainSetAside(pool: pg.Pool, id: string, now: EpochMs): Promise<Explanation> {
  const [row] = await findSetAside(pool, [id]);
  if (!row) throw new Error('a row that was found is not there');
  return {
    row,
    sentence: barRules[row.reason].text,
    releasable: isReleasable(row, (now * 1000) as EpochMicros),
    around: await barsAround(pool, row),
  };
}

const isReleasable = (row: SetAsideRow, now: EpochMicros): boolean =>
  row.kind === 'bars' ? barOf(row, () => []) !== null : typeof actionOf(row, now) !== 'string';

async function barsAround(pool: pg.Pool, { original, kind }: SetAsideRow): Promise<readonly StoredBar[]> {
  const { symbol, ts } = original;
  const interval = kind === 'actions' ? '1d' : original['interval'];
  if (typeof symbol !== 'string' || typeof interval !== 'string' || typeof ts !== 'number') return [];
  if (!isTickerSymbol(symbol.toUpperCase()) || !isInterval(interval)) return [];
  const side = (comparison: string, order: string): string =>
    `(SELECT ts, open, high, low, close, volume::float8 AS volume, source FROM ts_price_history
      WHERE symbol = $1 AND interval = $2 AND ts ${comparison} to_timestamp($3::float8 / 1000000)
      ORDER BY ts_price_history.ts ${order} LIMIT $4)`;
  const { rows } = await pool.query<StoredBar>(
    `SELECT * FROM (${side('<', 'DESC')} UNION ALL ${side('>=', 'ASC')}) AS around ORDER BY ts`,
    [symbol.toUpperCase(), interval, ts, neighbours],
  );
  return rows;
}
