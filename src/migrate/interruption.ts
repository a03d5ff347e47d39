import { messageOf, StockulaError } from '../domain/errors.ts';
import type { Database } from '../storage/timescale/database.ts';

/** PostgreSQL's classes: 08 connection exceptions, 57P0x the server goes away. */
const lostCodes = /^(08...|57P0[1-5]|ECONNRESET|ECONNREFUSED|EPIPE|ENOENT)$/;
const lostMessages = /Connection terminated|not queryable|timeout exceeded when trying to connect/;

/** An error as the user meets it: a database that went away in the middle is no defect, and nothing is lost. */
export function explainInterruption(error: unknown, { place }: Database): unknown {
  if (!(error instanceof Error) || error instanceof StockulaError) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (!lostCodes.test(code) && !lostMessages.test(error.message)) return error;
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
