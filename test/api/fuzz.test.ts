import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { problem } from '../../src/contract/problem.ts';
import { addUser, command, logIn } from '../support/access.ts';
import { type FuzzPlan, type FuzzQuestion, hostileQuestions, questionOf } from '../support/fuzz-questions.ts';
import { encoded } from '../support/hostile.ts';
import { type OpenApiDocument, type Operation, operationsOf } from '../support/openapi.ts';
import { askRaw, type RawAnswer, type RawRequest } from '../support/raw-request.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

const seed = Number(process.env['STOCKULA_FUZZ_SEED'] ?? 20_261_201);
/** How long to ask, all tests together; all that must be asked may take longer. */
const seconds = Number(process.env['STOCKULA_FUZZ_SECONDS'] ?? 60);
const atOnce = 8;

describe.skipIf(!hasRealData)(`an API that is asked what nobody should ask, with seed ${seed}`, () => {
  let server: TestServer;
  let plan: FuzzPlan;
  let operations: Operation[];
  let authorization: string;
  const answerSchemas = new Map<unknown, z.ZodType>();

  beforeAll(async () => {
    server = await serveRealData({ config: 'api: {rate_limit_per_minute: 0, login_attempts: 1000000}' });
    const ada = await logIn(server, await addUser(server, 'fuzzing-admin', 'admin'));
    // Some of each before it: the numbers of those are among what is asked, and they may be deleted.
    const last = async (count: number, path: string, content: object): Promise<Record<string, unknown>> => {
      for (let at = 1; ; at += 1) {
        const body = JSON.stringify({ name: `fuzz ${at}`, ...content });
        const made = await (await ada.ask(path, { method: 'POST', body })).json();
        if (at === count) return made as Record<string, unknown>;
      }
    };
    const { id } = await last(9, '/api/v1/watchlists', { symbols: ['AAPL', 'SPY'] });
    const holdings = [{ symbol: 'AAPL', quantity: 1 }];
    expect(await last(9, '/api/v1/portfolios', { cash: 1, holdings })).toMatchObject({ id });
    const { secret } = await last(11, '/api/v1/keys', { right: 'admin' });
    authorization = `Bearer ${secret}`;
    const document = (await (await server.ask('/api/v1/docs/json')).json()) as OpenApiDocument;
    const known = {
      ...{
        symbol: 'AAPL',
        symbols: 'AAPL,SPY',
        id,
        contract: 'AAPL140606P00600000',
        name: 'victim',
        password: 'twelve letters and more',
      },
      ...{ user: 'fuzzing-admin', currency: 'USD', csv: 'symbol,quantity\nAAPL,1', resolution: '1D' },
      ...{ from: '2014-06-02', to: '2014-06-30', period1: '1400000000', period2: '1410000000' },
    };
    plan = { document, known };
    operations = operationsOf(document);
  }, 180_000);
  afterAll(() => server?.close());

  const ask = (question: RawRequest): Promise<RawAnswer> =>
    askRaw(server.url, { ...question, headers: { authorization, ...question.headers } });

  /** What is wrong about the answer to a question; null where nothing is. */
  async function complaint(question: FuzzQuestion): Promise<string | null> {
    const { method, path, about, body, headers } = question;
    const wrong = await ask(question).then(
      (answer) => wrongAbout(question, answer),
      (error: unknown) => String(error),
    );
    if (wrong === null) return null;
    const shown = [String(body ?? ''), JSON.stringify(headers)].map((text) => text.slice(0, 200));
    return `${method} ${path.slice(0, 200)} (${about}) ${shown.join(' ')}: ${wrong.slice(0, 500)}`;
  }

  function wrongAbout(question: FuzzQuestion, answer: RawAnswer): string | null {
    const { status, type } = answer;
    if (wrongStatus(question, status)) return `${type} with status ${status}: ${answer.text}`;
    if (type === 'application/problem+json') return wrongProblem(answer);
    if (status === 204 || status === 304) return wrongEmpty(question, answer);
    return wrongContent(question.operation, answer);
  }

  function wrongStatus({ operation, isWrong }: FuzzQuestion, status: number): boolean {
    if (status >= 500) return operation.responses[status] === undefined;
    // Its key holds: a question that is refused for want of one says nothing about the rest.
    if (status === 401) return operation.path !== '/api/v1/session';
    return isWrong && status < 400;
  }

  function wrongEmpty({ operation, headers }: FuzzQuestion, { status, text }: RawAnswer): string | null {
    const isConditional = headers?.['if-none-match'] ?? headers?.['if-modified-since'];
    const isMeant = status === 304 ? isConditional : operation.responses[status];
    return isMeant && text === '' ? null : `status ${status}: ${text}`;
  }

  function wrongContent(operation: Operation, { status, type, text }: RawAnswer): string | null {
    const documented = operation.responses[status];
    if (type === 'text/html') return `HTML with status ${status}`;
    const schema = (documented ?? operation.responses['default'])?.content?.[type]?.schema;
    if (schema) return type === 'application/json' ? wrongJson(schema, text) : null;
    // Other forms of the same, which typed clients do not ask for, are named in words.
    const isNamed = documented && type !== '' && operation.description?.includes(type);
    return isNamed ? null : `status ${status} with ${type}, which is not documented: ${text}`;
  }

  function wrongProblem({ status, text }: RawAnswer): string | null {
    const { success, data } = problem.safeParse(JSON.parse(text));
    return success && data.status === status
      ? null
      : `a problem of another form, with status ${status}: ${text}`;
  }

  function wrongJson(schema: object, text: string): string | null {
    const known: z.ZodType = answerSchemas.get(schema) ?? zodOf(schema);
    answerSchemas.set(schema, known);
    const { error } = known.safeParse(JSON.parse(text));
    return error ? `not as documented: ${error.message}` : null;
  }

  function zodOf(schema: object): z.ZodType {
    const whole = JSON.stringify({ ...schema, $defs: plan.document.components.schemas });
    return z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')));
  }

  /** Asks in an order that the seed gives until there is no time left; at least once about each parameter and field. */
  async function complaints(of: readonly Operation[]): Promise<string[]> {
    const questions = of.flatMap((operation) => hostileQuestions(plan, operation));
    const [shuffled = []] = fc.sample(fc.shuffledSubarray(questions, { minLength: questions.length }), {
      seed,
      numRuns: 1,
    });
    const abouts = new Set<string>();
    const isFirst = ({ operation: { method, path }, about }: FuzzQuestion): boolean => {
      const place = `${method} ${path} ${about}`;
      return !abouts.has(place) && Boolean(abouts.add(place));
    };
    const firsts = shuffled.filter(isFirst);
    const chosen = new Set(firsts);
    const ordered = [...firsts, ...shuffled.filter((question) => !chosen.has(question))];
    const found: string[] = [];
    const ends = Date.now() + (seconds * 1000) / 3;
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < ordered.length && found.length < 200 && (next < firsts.length || Date.now() < ends)) {
        const question = ordered[next++];
        const wrong = question && (await complaint(question));
        if (wrong) found.push(wrong);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    // biome-ignore lint/suspicious/noConsole: how much was asked depends on the machine.
    console.info(`${next} of ${questions.length} questions about ${of.length} operations, seed ${seed}`);
    return found;
  }

  /** All tables but where callers are noted, and the ledger that is made of bars when it is first asked about them. */
  async function tables(): Promise<string[]> {
    const found = await command<{ name: string }[]>(
      server,
      'sql',
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname IN ('public', 'stockula')
       AND tablename NOT IN ('audit_log', 'sessions', 'users', 'api_keys', 'coverage') ORDER BY 1`,
    );
    return found.map(({ name }) => name);
  }

  const sumsOf = (names: readonly string[]): Promise<unknown> =>
    command(
      server,
      'sql',
      names
        .map((name) => `SELECT '${name}' AS name, count(*), sum(hashtext(t::text)) AS sum FROM ${name} t`)
        .join(' UNION ALL '),
    );

  const normal = { method: 'GET', path: '/api/v1/bars/AAPL?from=2014-06-02&to=2014-06-30' };

  it('answers as documented, and changes nothing where it is only asked', async () => {
    const names = await tables();
    expect(names).toEqual(expect.arrayContaining(['public.ts_price_history', 'public.watchlists']));
    const before = [await sumsOf(names), (await ask(normal)).text];
    expect(await complaints(operations.filter(({ method }) => method === 'GET'))).toEqual([]);
    expect([await sumsOf(names), (await ask(normal)).text]).toEqual(before);
  }, 240_000);

  it('answers as documented where something is to be changed, and goes on answering', async () => {
    const before = (await ask(normal)).text;
    expect(await complaints(operations.filter(({ method }) => method !== 'GET'))).toEqual([]);
    expect((await ask(normal)).text).toBe(before);
  }, 240_000);

  it('answers as documented to several things at once that fast-check makes up', async () => {
    const asked = operations.filter(({ method, parameters }) => method === 'GET' && parameters.length > 0);
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom('AAPL', 'SPY', '1d', 'raw', '2014-06-03'),
    );
    const question = fc.constantFrom(...asked).chain((operation) =>
      fc
        .record(Object.fromEntries(operation.parameters.map(({ name }) => [name, value])), {
          requiredKeys: [],
        })
        .map((given) => ({ operation, given })),
    );
    await fc.assert(
      fc.asyncProperty(question, async ({ operation, given }) => {
        const values = Object.fromEntries(
          Object.entries(given).map(([name, text = '']) => [name, encoded(text)]),
        );
        const made = questionOf(plan, operation, values);
        expect(await complaint({ ...made, operation, about: 'made up', isWrong: false })).toBeNull();
      }),
      { seed, numRuns: 20_000, interruptAfterTimeLimit: (seconds * 1000) / 4, markInterruptAsFailure: false },
    );
  }, 240_000);

  it('answers what is no HTTP with a problem, and goes on', async () => {
    const head = 'GET /api/v1/health/live HTTP/1.1\r\nhost: localhost\r\n';
    const texts = {
      'no HTTP': 'hello\r\n\r\n',
      'another version': 'GET / HTTP/9.9\r\n\r\n',
      'headers without end': `${head}x: ${'y'.repeat(20_000)}\r\n\r\n`,
      'two lengths': `${head}content-length: 1\r\ncontent-length: 2\r\n\r\nab`,
      'a length and chunks': `${head}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      'a chunk of no size': `POST /api/v1/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
      'a header with NUL': `${head}x: \0\r\n\r\n`,
    };
    for (const [name, text] of Object.entries(texts)) {
      const answer = await answerTo(text);
      expect(answer, name).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer, name).toContain('content-type: application/problem+json');
      const { success } = problem.safeParse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))));
      expect(success, name).toBe(true);
    }
    const upgrade = 'upgrade: websocket\r\nconnection: upgrade\r\n\r\n';
    expect(await answerTo(`${head}${upgrade}hello`)).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close/);
    expect((await ask(normal)).status).toBe(200);
  });

  function answerTo(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
        socket.write(text, 'latin1'),
      );
      socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk));
      socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
      socket.on('close', () => resolve(answer)).on('error', reject);
    });
  }
});
