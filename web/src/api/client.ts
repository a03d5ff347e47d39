import { createStockulaClient } from '../../../src/contract/client/client.ts';
import type { Problem } from '../../../src/contract/problem.ts';

/** A question that the API refused or could not answer. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The API that served the page. */
export const client = createStockulaClient({ baseUrl: window.location.origin });

/** The answer of a question to `client`. @throws ApiProblem */
export async function answerOf<Data>(
  asked: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await asked;
  if (response.ok) return data as Data;
  if (isProblem(error)) throw new ApiProblem(error);
  throw new Error(`The server answered ${response.status} ${response.statusText}.`);
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'remedy' in value;
}
