import type pg from 'pg';
import type {
  ForecastFilter,
  ForecastScore,
  ForecastStore,
  NewForecast,
  StoredForecast,
} from '../../domain/forecast-store.ts';

const columns = `id::text AS id, (extract(epoch FROM made_at) * 1000)::float8 AS "madeAt", symbol, interval, adjust,
  (extract(epoch FROM origin) * 1000)::float8 AS origin, last, scale, level, model, points, paths,
  data_hash AS "dataHash", settings_hash AS "settingsHash", score`;

/** Forecasts in the table `forecasts`. */
export class TimescaleForecasts implements ForecastStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async save(forecast: NewForecast): Promise<{ id: string; isNew: boolean }> {
    const { symbol, interval, origin, dataHash, settingsHash } = forecast;
    const { rows } = await this.#pool.query<{ id: string }>(
      `INSERT INTO forecasts
         (symbol, interval, adjust, origin, last, scale, level, model, points, paths, data_hash, settings_hash)
       VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (symbol, interval, origin, data_hash, settings_hash) DO NOTHING
       RETURNING id::text AS id`,
      [
        symbol,
        interval,
        forecast.adjust,
        origin,
        forecast.last,
        forecast.scale,
        forecast.level,
        forecast.model,
        JSON.stringify(forecast.points),
        JSON.stringify(forecast.paths),
        dataHash,
        settingsHash,
      ],
    );
    if (rows[0]) return { id: rows[0].id, isNew: true };
    const known = await this.#pool.query<{ id: string }>(
      `SELECT id::text AS id FROM forecasts WHERE symbol = $1 AND interval = $2
         AND origin = to_timestamp($3::float8 / 1000) AND data_hash = $4 AND settings_hash = $5`,
      [symbol, interval, origin, dataHash, settingsHash],
    );
    return { id: known.rows[0]?.id ?? '', isNew: false };
  }

  async list({ symbol, interval, open, limit, after }: ForecastFilter): Promise<StoredForecast[]> {
    const { rows } = await this.#pool.query<StoredForecast>(
      `SELECT ${columns} FROM forecasts
       WHERE ($1::text IS NULL OR symbol = $1) AND ($2::text IS NULL OR interval = $2)
         AND ($3::boolean IS NOT TRUE OR NOT is_final)
         AND ($5::bigint IS NULL
           OR (made_at, forecasts.id) < (SELECT made_at, id FROM forecasts AS known WHERE known.id = $5))
       ORDER BY made_at DESC, forecasts.id DESC LIMIT $4`,
      [symbol ?? null, interval ?? null, open ?? null, limit ?? null, after ?? null],
    );
    return rows;
  }

  async find(id: string): Promise<StoredForecast | null> {
    const { rows } = await this.#pool.query<StoredForecast>(
      `SELECT ${columns} FROM forecasts WHERE id::text = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  async score(id: string, score: ForecastScore): Promise<void> {
    await this.#pool.query(
      'UPDATE forecasts SET score = $2, is_final = $3, scored_at = now() WHERE id::text = $1',
      [id, JSON.stringify(score), score.isFinal],
    );
  }
}
