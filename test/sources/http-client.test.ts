import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceFailure } from '../../src/domain/source.ts';
import type { Answer } from '../../src/sources/http/answer.ts';
import { HttpClient, type HttpSettings } from '../../src/sources/http/http-client.ts';
import type { HttpEvent } from '../../src/sources/http/observe.ts';
import { type Loopback, serve } from '../support/loopback.ts';

let server: Loopback;
let answer: (request: IncomingMessage, response: ServerResponse, count: number) => void;
let count = 0;
let events: HttpEvent[] = [];

beforeEach(async () => {
  count = 0;
  events = [];
  server = await serve((request, response) => {
    count += 1;
    answer(request, response, count);
  });
});
afterEach(() => server.close());

function client(changes: Partial<HttpSettings> = {}): HttpClient {
  const settings: HttpSettings = {
    source: 'test',
    requests: 100,
    windowMs: 1000,
    concurrency: 4,
    offline: false,
    attempts: 3,
    firstRetryMs: 20,
    attemptMs: 5000,
    questionMs: 20_000,
    maxBytes: 1000,
    breakAfter: 100,
    breakMs: 60_000,
    secrets: ['hunter2'],
    ...changes,
  };
  return new HttpClient(settings, { observe: (event) => events.push(event) });
}

const never = new AbortController().signal;

function ask(http: HttpClient, key = 'AAPL', path = `/${key}`, signal = never): Promise<string> {
  const read = (got: Answer) => {
    http.expectSuccess(got);
    return got.body;
  };
  return http.question(key, signal, (question) =>
    http.ask(question, { url: new URL(path, server.address) }, read),
  );
}

async function failureOf(asked: Promise<string>): Promise<SourceFailure> {
  const error = await asked.then(
    (body) => new Error(`answered: ${body}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SourceFailure)) throw error;
  return error;
}

const ok = (response: ServerResponse) => response.end('fine');
const status = (response: ServerResponse, code: number, headers = {}, body = '') =>
  response.writeHead(code, headers).end(body);

test('what may pass is tried again, and the tries are counted', async () => {
  answer = (_request, response, n) => (n < 3 ? status(response, 503) : ok(response));
  expect(await ask(client())).toBe('fine');
  expect(count).toBe(3);
  const types = events.map(({ type }) => type).filter((type) => type !== 'wait');
  expect(types).toEqual(['request', 'retry', 'request', 'retry', 'request']);
});

test('tries end, and the failure says what came', async () => {
  answer = (_request, response) => status(response, 502, {}, '<html>\n bad gateway');
  const failure = await failureOf(ask(client()));
  expect(failure).toMatchObject({ kind: 'unavailable', detail: 'HTTP 502: bad gateway' });
  expect(count).toBe(3);
  expect(events.at(-1)).toEqual({ type: 'failure', source: 'test', kind: 'unavailable' });
});

test.each([
  [401, 'unauthorised'],
  [403, 'unauthorised'],
  [404, 'unknown_symbol'],
])('a refusal is not repeated: HTTP %i', async (code, kind) => {
  answer = (_request, response) => status(response, code);
  expect((await failureOf(ask(client()))).kind).toBe(kind);
  expect(count).toBe(1);
});

test('redirects are not followed', async () => {
  answer = (_request, response) => status(response, 302, { location: '/elsewhere' });
  expect((await failureOf(ask(client({ attempts: 1 })))).detail).toMatch(/^HTTP 302/);
  expect(count).toBe(1);
});

test('Retry-After is honoured, for the requests of others too', async () => {
  const at: number[] = [];
  answer = (_request, response, n) => {
    at.push(performance.now());
    if (n === 1) status(response, 429, { 'retry-after': '1' });
    else ok(response);
  };
  const http = client();
  const first = ask(http, 'A');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await Promise.all([first, ask(http, 'B')]);
  expect(at.slice(1).every((time) => time - (at[0] ?? 0) >= 990)).toBe(true);
});

test.each(['0', 'Wed, 21 Oct 2015 07:28:00 GMT'])('Retry-After: %s shortens no wait', async (value) => {
  answer = (_request, response) => status(response, 503, { 'retry-after': value });
  expect(await failureOf(ask(client()))).toMatchObject({ kind: 'unavailable' });
  const waits = events.flatMap((event) => (event.type === 'retry' ? [event.delayMs > 0] : []));
  expect(waits).toEqual([true, true]);
});

test('a wait beyond the time of the question is not begun', async () => {
  answer = (_request, response) => status(response, 429, { 'retry-after': '3600' });
  const http = client();
  expect(await failureOf(ask(http))).toMatchObject({ kind: 'throttled', retryAfterMs: 3_600_000 });
  expect(await failureOf(ask(http, 'B'))).toMatchObject({ kind: 'throttled' });
  expect(count).toBe(1);
});

test('a try that takes too long ends, and so does the question as a whole', async () => {
  answer = () => undefined;
  const slow = await failureOf(ask(client({ attemptMs: 100, attempts: 2 })));
  expect(slow).toMatchObject({ kind: 'timeout', detail: 'no answer within 0.1 s' });
  expect(count).toBe(2);
  const whole = await failureOf(ask(client({ questionMs: 200 })));
  expect(whole).toMatchObject({ kind: 'timeout', detail: 'no answer to the whole within 0.2 s' });
});

test('a body that stops half way ends as well', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
  };
  expect(await failureOf(ask(client({ attemptMs: 100, attempts: 1 })))).toMatchObject({ kind: 'timeout' });
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  };
  expect(await failureOf(ask(client({ attempts: 1 })))).toMatchObject({ kind: 'unavailable' });
});

test('an answer beyond the limit is not read to its end', async () => {
  answer = (_request, response) => {
    const more = () => response.writableEnded || response.write('x'.repeat(500), () => setTimeout(more, 1));
    more();
  };
  const failure = await failureOf(ask(client()));
  expect(failure).toMatchObject({ kind: 'too_large', detail: 'more than 1000 bytes' });
  expect(count).toBe(1);
});

test('who gives up gets the own reason at once', async () => {
  answer = () => undefined;
  const controller = new AbortController();
  const asked = ask(client(), 'A', '/A', controller.signal);
  setTimeout(() => controller.abort(new Error('no longer wanted')), 50);
  await expect(asked).rejects.toThrow('no longer wanted');
});

test('offline, no call is made', async () => {
  answer = (_request, response) => ok(response);
  expect(await failureOf(ask(client({ offline: true })))).toMatchObject({ kind: 'offline' });
  expect(count).toBe(0);
});

test('a server that is not there is named with its address', async () => {
  await server.close();
  const failure = await failureOf(ask(client({ attempts: 1 })));
  expect(failure.kind).toBe('unavailable');
  expect(failure.detail).toMatch(/^ECONNREFUSED at 127\.0\.0\.1:\d+$/);
});

test('secrets do not come back in messages', async () => {
  answer = (_request, response) => status(response, 401, {}, 'wrong token hunter2');
  const failure = await failureOf(ask(client()));
  expect(failure.detail).toBe('HTTP 401: wrong token ***');
  expect(failure.message).not.toContain('hunter2');
});

test('a provider that is down is left alone after so many symbols, then tried by one request', async () => {
  answer = (_request, response) => status(response, 500);
  const http = client({ attempts: 1, breakAfter: 3, breakMs: 300 });
  for (const key of ['A', 'B', 'C']) await failureOf(ask(http, key));
  expect(await failureOf(ask(http, 'D'))).toMatchObject({ kind: 'unavailable' });
  expect(count).toBe(3);
  answer = (_request, response) => ok(response);
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(await ask(http, 'D')).toBe('fine');
  const states = events.flatMap((event) => (event.type === 'circuit' ? [event.state] : []));
  expect(states).toEqual(['open', 'half_open', 'closed']);
});

test('one symbol that always fails does not shut the others out', async () => {
  answer = (request, response) => (request.url === '/BAD' ? status(response, 500) : ok(response));
  const http = client({ attempts: 1, breakAfter: 2 });
  for (let n = 0; n < 5; n += 1) await failureOf(ask(http, 'BAD'));
  expect(await ask(http, 'GOOD')).toBe('fine');
});

test('one symbol that never answers delays no other', async () => {
  answer = (request, response) => (request.url === '/BAD' ? undefined : ok(response));
  const http = client({ concurrency: 2, attemptMs: 10_000 });
  const controller = new AbortController();
  const stuck = ['/BAD', '/BAD', '/BAD'].map((path) => ask(http, 'BAD', path, controller.signal));
  const settled = Promise.allSettled(stuck);
  const others = ['A', 'B', 'C', 'D', 'E', 'F'].map((key) => ask(http, key));
  expect(await Promise.all(others)).toHaveLength(6);
  controller.abort();
  await settled;
});

test('Retry-After may be a date', async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  answer = (_request, response) => status(response, 503, { 'retry-after': date });
  const { retryAfterMs } = await failureOf(ask(client()));
  expect(retryAfterMs).toBeGreaterThan(3_500_000);
  expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
});
