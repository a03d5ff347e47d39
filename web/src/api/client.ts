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

/** What a login has to show with each change; null while nobody has logged in, or has to. */
let csrfToken: string | null = null;

export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** For requests that change something and are made otherwise than by `client`. */
const csrfHeaders = (): Record<string, string> => (csrfToken === null ? {} : { 'x-csrf-token': csrfToken });

const safe = new Set(['GET', 'HEAD']);

client.use({
  async onRequest({ request, schemaPath }) {
    if (safe.has(request.method)) return;
    if (csrfToken === null && schemaPath !== '/api/v1/session') await whoAsks();
    for (const [name, value] of Object.entries(csrfHeaders())) request.headers.set(name, value);
  },
  onResponse({ response, schemaPath }) {
    // What is asked when logging in fails there, and is said there.
    if (response.status === 401 && !schemaPath.startsWith('/api/v1/session')) goToLogin();
  },
});

/** Who asks, as the server knows them. @throws ApiProblem */
export async function whoAsks() {
  const session = await answerOf(client.GET('/api/v1/session'));
  rememberCsrfToken(session.csrfToken);
  return session;
}

/** Opens the page to log in, which leads back to where one was. */
function goToLogin(): void {
  const { pathname, search } = window.location;
  if (pathname !== '/login') window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}

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
