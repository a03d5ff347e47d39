import type pg from 'pg';
import type { AnalysisResults } from '../../domain/analysis-results.ts';

/** Answers in the table `analysis_results`. */
export class TimescaleAnalysisResults implements AnalysisResults {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async save(id: string, answer: Uint8Array): Promise<void> {
    await this.#pool.query(
      `INSERT INTO analysis_results (id, answer) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET answer = excluded.answer, made_at = now()`,
      [id, answer],
    );
  }

  async find(id: string): Promise<Uint8Array | null> {
    const { rows } = await this.#pool.query<{ answer: Buffer }>(
      'SELECT answer FROM analysis_results WHERE id = $1',
      [id],
    );
    return rows[0]?.answer ?? null;
  }

  async forget(olderThanMs: number): Promise<void> {
    await this.#pool.query(
      `DELETE FROM analysis_results WHERE made_at < now() - $1 * interval '1 millisecond'`,
      [olderThanMs],
    );
  }
}
