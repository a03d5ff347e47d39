import { runStockula } from './run-stockula.ts';
import type { TestServer } from './served.ts';

/** Runs a command on the database of a server, as an admin of the machine would, for its JSON. */
export async function command<Answer>(server: TestServer, ...args: readonly string[]): Promise<Answer> {
  const run = await runStockula([...args, '-o', 'json'], { STOCKULA_DATA_DIR: server.dataDirectory });
  if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stdout}${run.stderr}`);
  return JSON.parse(run.stdout) as Answer;
}

/** A user of a test, and their password. */
export interface TestUser {
  readonly user: string;
  readonly password: string;
}

export const addUser = (server: TestServer, name: string, right: string): Promise<TestUser> =>
  command<TestUser>(server, 'users', 'add', name, '--right', right);

/** Somebody who has logged in, as a browser would go on. */
export interface Browser {
  /** What the cookie holds now. */
  cookie(): string;
  readonly csrfToken: string;
  ask(path: string, options?: RequestInit & { readonly csrf?: string | null }): Promise<Response>;
}

export async function logIn(server: TestServer, { user, password }: TestUser): Promise<Browser> {
  const response = await server.ask('/api/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  if (!response.ok) throw new Error(`login answers ${response.status}: ${await response.text()}`);
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  let cookie = cookieOf(response) ?? '';
  return {
    cookie: () => cookie,
    csrfToken,
    ask: async (path, { csrf = csrfToken, ...options } = {}) => {
      const headers = new Headers(options.headers);
      headers.set('cookie', cookie);
      if (csrf !== null) headers.set('x-csrf-token', csrf);
      if (typeof options.body === 'string') headers.set('content-type', 'application/json');
      const answer = await server.ask(path, { ...options, headers });
      cookie = cookieOf(answer) ?? cookie;
      return answer;
    },
  };
}

/** The cookie that an answer sets. */
const cookieOf = (response: Response): string | null =>
  response.headers.get('set-cookie')?.split(';')[0] ?? null;
