import { messageOf, StockulaError } from '../domain/errors.ts';
import type { Database } from '../storage/timescale/database.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';

/** An error as the user meets it: a database that went away in the middle is no defect, and nothing is lost. */
export function explainInterruption(error: unknown, { place }: Database): unknown {
  if (error instanceof StockulaError || !isLostConnection(error)) return error;
  return new StockulaError(
    'DATABASE_UNAVAILABLE',
    {
      expected: `the database at ${place} to stay up until the command is done`,
      got: messageOf(error),
      remedy:
        'Run the same command again: what was committed is there, and a migration goes on where it stopped.',
    },
    error,
  );
}
