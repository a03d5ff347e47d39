import type { DatabaseSync } from 'node:sqlite';
import type pg from 'pg';
import { median } from '../../domain/median.ts';
import type { MigrationFile } from './migration-file.ts';
import { type Question, questionsOn, type Series, type Statement } from './questions.ts';

type Queries = MigrationFile['queries'];
type Measurement = Queries['timings'][number]['timescaledb'];

const mostRuns = 7;
const fewestRuns = 3;
/** A question that has taken so long on both sides together is not asked again, once it has been asked often enough. */
const patienceMs = 15_000;

/**
 * Asks the same questions of both databases, in turns, on the user's own rows, and takes the time until the last
 * row is here. The first answer of each, which warms the caches, does not count.
 * @param sqlite the snapshot of the source; null where the file is gone
 */
export async function measureQueries(pool: pg.Pool, sqlite: DatabaseSync | null): Promise<Queries> {
  const series = await longestSeries(pool);
  if (!series) return { series: null, timings: [] };
  const timings: Queries['timings'] = [];
  for (const question of questionsOn(series)) timings.push(await measure(question, pool, sqlite));
  return { series: { symbol: series.symbol, bars: series.bars }, timings };
}

async function longestSeries(pool: pg.Pool): Promise<Series | null> {
  const { rows } = await pool.query<Series>(
    `SELECT symbol, count(*)::int AS bars,
       to_char(max(max(ts)) OVER () AT TIME ZONE 'UTC' - interval '52 weeks', 'YYYY-MM-DD') AS "yearAgo"
     FROM ts_price_history WHERE interval = '1d' AND source = 'legacy' GROUP BY symbol ORDER BY bars DESC, symbol LIMIT 1`,
  );
  return rows[0] ?? null;
}

async function measure(
  question: Question,
  pool: pg.Pool,
  sqlite: DatabaseSync | null,
): Promise<Queries['timings'][number]> {
  const now = stopwatch(question.timescaledb, async ({ sql, values }) => {
    return (await pool.query(sql, [...values])).rows.length;
  });
  const old =
    sqlite &&
    stopwatch(question.sqlite, async ({ sql, values }) => sqlite.prepare(sql).all(...values).length);
  const started = performance.now();
  for (let run = 0; run <= mostRuns; run += 1) {
    if (run > fewestRuns && performance.now() - started > patienceMs) break;
    await old?.time();
    await now.time();
  }
  const [timescaledb, before] = [now.result(), old?.result() ?? null];
  const ratio = before && timescaledb.median_ms > 0 ? before.median_ms / timescaledb.median_ms : null;
  return { id: question.id, question: question.question, timescaledb, sqlite: before, ratio };
}

interface Stopwatch {
  time(): Promise<void>;
  /** Without the first run. */
  result(): Measurement;
}

function stopwatch(statement: Statement, ask: (statement: Statement) => Promise<number>): Stopwatch {
  const times: number[] = [];
  let rows = 0;
  return {
    time: async () => {
      const started = performance.now();
      rows = await ask(statement);
      times.push(Math.round((performance.now() - started) * 1000) / 1000);
    },
    result: () => {
      const counted = times.slice(1);
      return {
        sql: statement.sql.replace(/\s+/g, ' '),
        rows,
        median_ms: median(counted),
        runs_ms: counted,
      };
    },
  };
}
