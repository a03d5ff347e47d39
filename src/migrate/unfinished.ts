import { StockulaError } from '../domain/errors.ts';
import type { Database } from '../storage/timescale/database.ts';
import { lastRun } from './journal.ts';

/** Data that is missing may be on its way: the error as it is, or one that names the migration that has not ended. */
export async function explainUnfinished(error: unknown, database: Database): Promise<unknown> {
  if (!(error instanceof StockulaError) || !['NO_DATA', 'NOT_FOUND'].includes(error.code)) return error;
  const last = await lastRun(database);
  if (last?.status !== 'running') return error;
  return new StockulaError(error.code, {
    ...error.parts,
    remedy: `${error.parts.remedy} The migration of ${last.source_path} has not come to its end. Unless it still runs, go on where it stopped: stockula migrate run --from ${last.source_path}`,
  });
}
