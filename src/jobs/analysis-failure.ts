import { redactSecrets } from '../config/secret-url.ts';
import { StockulaError } from '../domain/errors.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';
import type { JobFailure } from './failure.ts';
import { errorText, type JobProblem } from './stored-job.ts';

/** What the failure of an analysis means: only a lost database is worth another attempt. */
export function analysisFailure(error: unknown): JobFailure {
  const isLost =
    isLostConnection(error) || (error instanceof StockulaError && error.code === 'DATABASE_UNAVAILABLE');
  return { text: errorText(error), isFinal: !isLost, leastDelayMs: null, problem: problemOf(error) };
}

function problemOf(error: unknown): JobProblem {
  if (!(error instanceof StockulaError)) {
    return {
      code: 'INTERNAL',
      expected: 'an answer',
      got: 'a failure of the server itself',
      remedy: 'The log of the server has it under the id of this analysis. Please report it.',
    };
  }
  const { expected, got, remedy } = error.parts;
  return { code: error.code, expected: redactSecrets(expected), got: redactSecrets(got), remedy };
}
