import type pg from 'pg';
import type {
  NewRun,
  RunFilter,
  RunHead,
  RunHeadFilter,
  RunStore,
  StoredRun,
} from '../../domain/run-store.ts';

const answers = `coalesce(answers, '[]')`;

const columns = `id::text AS id, (extract(epoch FROM made_at) * 1000)::float8 AS "madeAt", kind, symbol, interval,
  data_hash AS "dataHash", configuration_hash AS "configurationHash", question, result`;

/** Runs in the table `backtest_runs`. */
export class TimescaleRuns implements RunStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async save(run: NewRun): Promise<string> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `INSERT INTO backtest_runs (kind, symbol, interval, data_hash, configuration_hash, question, result)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (symbol, interval, data_hash, configuration_hash) DO UPDATE SET made_at = now()
       RETURNING id::text AS id`,
      [
        run.kind,
        run.symbol,
        run.interval,
        run.dataHash,
        run.configurationHash,
        JSON.stringify(run.question),
        JSON.stringify(run.result),
      ],
    );
    return rows[0]?.id ?? '';
  }

  async list({ symbol, limit }: RunFilter): Promise<StoredRun[]> {
    const { rows } = await this.#pool.query<StoredRun>(
      `SELECT ${columns} FROM backtest_runs WHERE ($1::text IS NULL OR symbol = $1)
       ORDER BY made_at DESC, backtest_runs.id DESC LIMIT $2`,
      [symbol ?? null, limit ?? null],
    );
    return rows;
  }

  async heads({ symbol, limit, after }: RunHeadFilter): Promise<RunHead[]> {
    const { rows } = await this.#pool.query<RunHead>(
      `SELECT id::text AS id, (extract(epoch FROM made_at) * 1000)::float8 AS "madeAt",
         (extract(epoch FROM made_at) * 1000000)::bigint::text AS "madeAtMicros", kind, symbol, interval,
         ARRAY(SELECT one->>'strategy' FROM jsonb_array_elements(${answers}) AS one) AS strategies,
         (${answers}->0 #>> '{statistics,Return [%]}')::float8 AS "returnPercent"
       FROM (SELECT *, CASE WHEN kind = 'backtest' THEN result->'runs'
           WHEN result->'optimisations' = '[]' THEN result->'walkForwards'
           ELSE (SELECT jsonb_agg(one || jsonb_build_object('statistics', one #> '{best,0,statistics}'))
             FROM jsonb_array_elements(result->'optimisations') AS one) END AS answers
         FROM backtest_runs) AS runs
       WHERE ($1::text IS NULL OR symbol = $1)
         AND ($3::bigint IS NULL OR (made_at, id) < ('epoch'::timestamptz + $3 * interval '1 microsecond', $4::bigint))
       ORDER BY made_at DESC, runs.id DESC LIMIT $2`,
      [symbol ?? null, limit, after?.madeAtMicros ?? null, after?.id ?? null],
    );
    return rows;
  }

  async find(id: string): Promise<StoredRun | null> {
    const { rows } = await this.#pool.query<StoredRun>(
      `SELECT ${columns} FROM backtest_runs WHERE id::text = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  async delete(ids: readonly string[]): Promise<number> {
    const { rowCount } = await this.#pool.query('DELETE FROM backtest_runs WHERE id::text = ANY($1)', [ids]);
    return rowCount ?? 0;
  }
}
