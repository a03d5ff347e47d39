import * as z from 'zod';
import { type ErrorCode, errorTable } from '../domain/errors.ts';

/** A code of the table in `src/domain/errors.ts`. */
const errorCode = z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]);

/** What every route answers where it does not answer the question: problem details as of RFC 9457. */
export const problem = z
  .object({
    type: z.string().describe('Address of a page about this kind of problem'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What was expected, what came, what to do'),
    instance: z.string().describe('The id of the request, as the log has it'),
    code: errorCode,
    expected: z.string(),
    got: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457) with a code of ours' });

export type Problem = z.output<typeof problem>;
