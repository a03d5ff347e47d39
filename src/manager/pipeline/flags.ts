import type pg from 'pg';
import { type BarRule, barRules, type NoteRule, type Severity } from '../../domain/bar-rule.ts';

/** A note about a stored bar: a flag or a mend, and the values of the bar; null where the bar is no longer there. */
export interface FlaggedBar {
  readonly symbol: string;
  readonly interval: string;
  readonly ts: Date;
  readonly rule: NoteRule;
  readonly severity: Severity;
  /** Completes "this bar …". */
  readonly sentence: string;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly volume: number | null;
  readonly source: string | null;
  /** The run that noted it, and when that began. */
  readonly run: string;
  readonly noted_at: Date;
}

export interface FlagFilter {
  readonly symbols: readonly string[] | null;
  readonly rule: string | null;
  readonly run: string | null;
  readonly limit: number;
}

type NoteRow = Pick<FlaggedBar, 'symbol' | 'interval' | 'ts' | 'run' | 'noted_at'> & {
  readonly rule: string;
};
type ValueRow = Omit<FlaggedBar, 'rule' | 'severity' | 'sentence' | 'run' | 'noted_at'>;

/** Notes about bars: those of the latest run first, of a run the latest bars of each symbol first. */
export async function listFlags(
  pool: pg.Pool,
  { symbols, rule, run, limit }: FlagFilter,
): Promise<FlaggedBar[]> {
  const { rows } = await pool.query<NoteRow>(
    `SELECT flag.symbol, flag.interval, flag.ts, flag.rule, run.id::text AS run, run.started_at AS noted_at
     FROM bar_flags AS flag JOIN etl_runs AS run ON run.id = flag.etl_run_id
     WHERE ($1::text[] IS NULL OR flag.symbol = ANY ($1)) AND ($2::text IS NULL OR flag.rule = $2)
       AND ($3::bigint IS NULL OR run.id = $3)
     ORDER BY run.id DESC, flag.symbol COLLATE "C", flag.interval COLLATE "C", flag.ts DESC, flag.rule LIMIT $4`,
    [symbols, rule, run, limit],
  );
  const values = await valuesOf(pool, rows);
  return rows.map((row) => flaggedBar(row, values.get(keyOf(row)) ?? null));
}

/** Filed by a newer version, a rule may have a name that is not known here. */
const isNoteRule = (rule: string): rule is NoteRule => Object.hasOwn(barRules, rule);

function flaggedBar(
  { symbol, interval, ts, rule, run, noted_at }: NoteRow,
  bar: ValueRow | null,
): FlaggedBar {
  const known = isNoteRule(rule) ? barRules[rule as BarRule] : null;
  return {
    ...{ symbol, interval, ts, rule: rule as NoteRule },
    severity: known?.severity ?? 'flag',
    sentence: known?.text ?? `is noted as ${rule}`,
    ...{ open: bar?.open ?? null, high: bar?.high ?? null, low: bar?.low ?? null, close: bar?.close ?? null },
    ...{ volume: bar?.volume ?? null, source: bar?.source ?? null, run, noted_at },
  };
}

const keyOf = ({ symbol, interval, ts }: Pick<NoteRow, 'symbol' | 'interval' | 'ts'>): string =>
  `${symbol} ${interval} ${ts.getTime()}`;

/** The bars of the notes. Their span as constants leaves out chunks that a join alone would open and lock. */
async function valuesOf(pool: pg.Pool, rows: readonly NoteRow[]): Promise<Map<string, ValueRow>> {
  if (rows.length === 0) return new Map();
  const times = rows.map(({ ts }) => ts.getTime());
  const bars = await pool.query<ValueRow>(
    `SELECT bar.symbol, bar.interval, bar.ts, open, high, low, close, volume::float8 AS volume, source
     FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::timestamptz[])) AS noted (symbol, interval, ts)
     JOIN ts_price_history AS bar ON bar.symbol = noted.symbol AND bar.interval = noted.interval AND bar.ts = noted.ts
     WHERE bar.ts BETWEEN $4::timestamptz AND $5::timestamptz`,
    [
      rows.map(({ symbol }) => symbol),
      rows.map(({ interval }) => interval),
      rows.map(({ ts }) => ts),
      new Date(Math.min(...times)),
      new Date(Math.max(...times)),
    ],
  );
  return new Map(bars.rows.map((bar) => [keyOf(bar), bar]));
}
