import type pg from 'pg';

/** A run of the pipeline: one fetch of some symbols, or one file. */
export interface EtlRun {
  readonly id: string;
  readonly kind: 'fetch' | 'file';
  readonly source: string;
  readonly place: string;
}

type Queryable = Pick<pg.Pool, 'query'>;

/** What is noted as the failure of a run that was interrupted, and of one whose process ended without a word. */
export const interrupted = 'interrupted';
export const died = 'its process ended before it did';

/** After so long, nobody believes that a run goes on. */
export const longestRun = '1 day';

/**
 * Notes down that a run begins, so that one that dies can be told from one that never was. An earlier one of the same
 * place that is still noted as running has died; should it be alive all the same, it notes its own end over that.
 */
export async function beginRun(client: Queryable, run: Omit<EtlRun, 'id'>): Promise<EtlRun> {
  const { rows } = await client.query<{ id: string }>(
    `WITH dead AS (UPDATE etl_runs SET status = 'failed', failure = $4, finished_at = now()
       WHERE status = 'running' AND kind = $1 AND place = $3 AND started_at > now() - 2 * interval '${longestRun}')
     INSERT INTO etl_runs (kind, source, place) VALUES ($1, $2, $3) RETURNING id`,
    [run.kind, run.source, run.place, died],
  );
  return { ...run, id: rows[0]?.id ?? '' };
}

/** Notes down how a run ended. @param failure why, where it failed */
export async function endRun(client: Queryable, { id }: EtlRun, failure: string | null): Promise<void> {
  await client.query(
    `UPDATE etl_runs SET finished_at = now(), failure = $2,
       status = CASE WHEN $2::text IS NULL THEN 'finished' ELSE 'failed' END WHERE id = $1`,
    [id, failure],
  );
}

/** What became of the bars of a symbol and interval. */
export interface SeriesCounts {
  fetched: number;
  written: number;
  corrected: number;
  unchanged: number;
  /** Left as another source had stored them, or as final ones. */
  kept: number;
  merged: number;
  quarantined: number;
  flagged: number;
  mended: number;
}

const countNames = [
  'fetched',
  'written',
  'corrected',
  'unchanged',
  'kept',
  'merged',
  'quarantined',
  'flagged',
  'mended',
] as const satisfies (keyof SeriesCounts)[];

export function noCounts(): SeriesCounts {
  return {
    ...{ fetched: 0, written: 0, corrected: 0, unchanged: 0, kept: 0 },
    ...{ merged: 0, quarantined: 0, flagged: 0, mended: 0 },
  };
}

/** The line of a run about a symbol; `interval` is empty for what has none. */
export interface RunNote {
  readonly symbol: string;
  readonly interval: string;
  readonly outcome: 'success' | 'failed' | 'skipped';
  readonly reason: string | null;
  readonly counts: SeriesCounts;
  /** Of the kept bars those that differ from what other sources have stored, by the name of the source. */
  readonly keptFor?: Readonly<Record<string, number>>;
}

/** Files lines of a run; a line that is there already is replaced: a symbol that was tried again. */
export async function noteSymbols(
  client: Queryable,
  { id }: EtlRun,
  notes: readonly RunNote[],
): Promise<void> {
  if (notes.length === 0) return;
  const replaced = ['outcome', 'reason', ...countNames].map((name) => `${name} = excluded.${name}`);
  await client.query(
    `INSERT INTO etl_run_symbols (run_id, symbol, interval, outcome, reason, ${countNames.join(', ')})
     SELECT $1, note.* FROM jsonb_to_recordset($2) AS note (symbol text, interval text, outcome text, reason text,
       ${countNames.map((name) => `${name} bigint`).join(', ')})
     ON CONFLICT (run_id, symbol, interval) DO UPDATE SET ${replaced.join(', ')}, noted_at = now()`,
    [id, JSON.stringify(notes.map(({ counts, ...note }) => ({ ...note, ...counts })))],
  );
}
