import type pg from 'pg';
import type { BarRecord } from '../../../domain/bar-record.ts';
import { boundsOf, copyInto } from '../bulk-writer.ts';
import { StoredMeanwhile } from '../retry-contended.ts';
import { allowDecompression } from '../surplus.ts';
import { barTable } from './bar-table.ts';
import { isUniqueViolation } from './new-chunks.ts';
import { saidEarlier } from './said-earlier.ts';

/** What becomes of a bar whose key may be stored already. */
export type MergeOutcome = 'written' | 'corrected' | 'unchanged' | 'kept';

/** Whether bars of other sources are replaced; on somebody's word all are, also newer and final ones. */
export type Replacing = boolean | 'on-word';

export interface MergeCount {
  readonly symbol: string;
  readonly interval: string;
  readonly outcome: MergeOutcome;
  readonly bars: number;
  /** Of `kept`: the other source whose bars stay, although these differ; null where bars were kept for another reason. */
  readonly keptFor: string | null;
  /** When the bars begin that were kept, in microseconds; null of other outcomes. */
  readonly kept: readonly number[] | null;
}

const names = barTable.columns.map(({ name }) => name).join(', ');
const values = ['open', 'high', 'low', 'close', 'volume', 'basis'];
const changed = barTable.columns.map(({ name }) => name).filter((name) => !barTable.key.includes(name));
const sameKey = barTable.key.map((name) => `t.${name} = s.${name}`).join(' AND ');

const isEarlier = saidEarlier('s', 't');

/**
 * A provisional bar gives way to anything newer. A final one is never replaced by a provisional one; it is corrected
 * by its own source, unless that said so earlier, and by another one or an earlier saying only if that was asked for. When and with which adjusted close a bar was
 * fetched is no difference; but to what adjusted prices mean the time belongs, so that replacing replaces it too.
 */
const outcomeOf = `CASE
  WHEN t.symbol IS NULL THEN 'written'
  WHEN t.provisional AND ${isEarlier} THEN 'kept'
  WHEN s.provisional AND NOT t.provisional THEN 'kept'
  WHEN $REPLACE AND NOT s.provisional AND s.basis <> 'raw' AND t.fetched_at IS DISTINCT FROM s.fetched_at THEN 'corrected'
  WHEN (${values.map((name) => `t.${name}`).join(', ')}) IS NOT DISTINCT FROM (${values.map((name) => `s.${name}`).join(', ')})
    THEN CASE WHEN t.provisional AND NOT s.provisional THEN 'confirmed' ELSE 'unchanged' END
  WHEN NOT t.provisional AND ${isEarlier} AND NOT $REPLACE THEN 'kept'
  WHEN t.provisional OR t.source = s.source OR $REPLACE THEN 'corrected'
  ELSE 'kept' END`;
/** Which other source's final bar a final one of the same key meets. */
const holderOf = 'CASE WHEN NOT (t.provisional OR s.provisional) AND t.source <> s.source THEN t.source END';

/** On somebody's word: what is stored gives way, whatever it is. */
const outcomeOnWord = `CASE
  WHEN t.symbol IS NULL THEN 'written'
  WHEN (${changed.map((name) => `t.${name}`).join(', ')}) IS NOT DISTINCT FROM (${changed.map((name) => `s.${name}`).join(', ')})
    THEN 'unchanged'
  ELSE 'corrected' END`;

/** How often others may get in between a look and a write. */
const attempts = 5;

/**
 * Merges bars with those that are stored, within the caller's transaction. Of several bars with one key the last wins.
 * Where others store one of them meanwhile, the look is taken again, and what they stored is compared with.
 */
export async function mergeBars(
  client: pg.PoolClient,
  bars: readonly BarRecord[],
  replace: Replacing,
): Promise<MergeCount[]> {
  if (bars.length === 0) return [];
  const outcome =
    replace === 'on-word' ? outcomeOnWord : outcomeOf.replaceAll('$REPLACE', replace ? 'true' : 'false');
  for (let attempt = 1; ; attempt += 1) {
    await client.query('SAVEPOINT before_merge');
    try {
      const counts = await mergeOnce(client, bars, outcome);
      await client.query('RELEASE before_merge');
      return counts;
    } catch (error) {
      const isTaken = error instanceof StoredMeanwhile || isUniqueViolation(error);
      if (!isTaken || attempt === attempts) throw error;
      await client.query('ROLLBACK TO before_merge');
    }
  }
}

/** What has to be written is singled out first: an UPDATE decompresses all it might concern before it looks. */
async function mergeOnce(
  client: pg.PoolClient,
  bars: readonly BarRecord[],
  outcome: string,
): Promise<MergeCount[]> {
  await client.query(
    `CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT ${names} FROM ts_price_history WITH NO DATA;
     CREATE TEMP TABLE judged ON COMMIT DROP AS SELECT ${names}, ''::text AS outcome, ''::text AS holder FROM ts_price_history WITH NO DATA`,
  );
  const { last, replaced } = lastOfEach(bars);
  await copyInto(client, 'staged', barTable, last);
  await client.query('ANALYZE staged');
  const within = boundsOf(barTable, bars);
  await client.query(
    `INSERT INTO judged SELECT s.*, ${outcome}, ${holderOf}
     FROM staged AS s LEFT JOIN ts_price_history AS t ON ${sameKey}${within.sql}`,
    within.values,
  );
  const { rows } = await client.query<Omit<MergeCount, 'outcome'> & { outcome: MergeOutcome | 'confirmed' }>(
    `SELECT symbol, interval, outcome, CASE WHEN outcome = 'kept' THEN holder END AS "keptFor", count(*)::int AS bars,
       CASE WHEN outcome = 'kept' THEN array_agg(round(date_part('epoch', ts) * 1000000)) END AS kept
     FROM judged GROUP BY 1, 2, 3, 4`,
  );
  const number = (wanted: (outcome: string) => boolean): number =>
    rows.reduce((sum, row) => sum + (wanted(row.outcome) ? row.bars : 0), 0);
  await updateJudged(client, number(isReplacing), outcome, within);
  await insertJudged(
    client,
    number((one) => one === 'written'),
  );
  await client.query('DROP TABLE staged, judged');
  return [
    ...replaced.map(({ symbol, interval }) => ({
      ...{ symbol, interval, outcome: 'corrected' as const },
      ...{ bars: 1, keptFor: null, kept: null },
    })),
    ...rows.map(({ outcome, ...row }) => ({
      ...row,
      outcome: outcome === 'confirmed' ? ('unchanged' as const) : outcome,
    })),
  ];
}

const isReplacing = (outcome: string): boolean => outcome === 'corrected' || outcome === 'confirmed';

/** Whom others have changed since the look is judged again by what they wrote, and left alone if that changes it. */
async function updateJudged(
  client: pg.PoolClient,
  expected: number,
  outcome: string,
  within: { readonly sql: string; readonly values: unknown[] },
): Promise<void> {
  if (expected === 0) return;
  await allowDecompression(client);
  // Else the planner takes it for a few rows, and compares each of them with all bars of its series.
  await client.query('ANALYZE judged');
  const { rowCount } = await client.query(
    `UPDATE ts_price_history AS t SET ${changed.map((name) => `${name} = s.${name}`).join(', ')} FROM judged AS s
     WHERE s.outcome IN ('corrected', 'confirmed') AND ${sameKey}${within.sql} AND s.outcome = ${outcome}`,
    within.values,
  );
  if (rowCount !== expected) throw new StoredMeanwhile();
}

async function insertJudged(client: pg.PoolClient, expected: number): Promise<void> {
  if (expected === 0) return;
  await client.query(
    `INSERT INTO ts_price_history (${names}) SELECT ${names} FROM judged WHERE outcome = 'written'`,
  );
}

/** Of bars with equal keys the last, and those that it corrects. */
function lastOfEach(bars: readonly BarRecord[]): { last: BarRecord[]; replaced: BarRecord[] } {
  const last = new Map<string, BarRecord>();
  const replaced: BarRecord[] = [];
  for (const bar of bars) {
    const key = `${bar.symbol} ${bar.interval} ${bar.ts}`;
    const earlier = last.get(key);
    if (earlier) replaced.push(earlier);
    last.set(key, bar);
  }
  return { last: [...last.values()], replaced };
}
