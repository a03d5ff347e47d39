import { createHmac } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../../src/app/serve.ts';
import { freshFolder } from '../support/embedded.ts';
import { importInto } from '../support/page-data.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

interface Rule {
  readonly id: string;
  readonly version: number;
  readonly isTrue: boolean | null;
  readonly value: number | null;
  readonly problem: string | null;
  readonly condition: Record<string, unknown>;
}

interface Event {
  readonly id: string;
  readonly rule: string | null;
  readonly text: string;
  readonly delivery: string;
  readonly acknowledgedAt: string | null;
}

interface Events {
  readonly events: Event[];
  readonly unacknowledged: number;
  readonly next: string | null;
}

const above = (threshold: number, symbol = 'AAPL') => ({
  kind: 'price',
  symbol,
  operator: 'above',
  threshold,
});

describe.skipIf(!hasRealData)('alerts', () => {
  let server: TestServer;
  let second: Served;
  let receiver: Server;
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  let answers: number[] = [];

  beforeAll(async () => {
    server = await serveRealData({ config: 'api:\n  webhook_private_addresses: true' });
    const configFile = join(server.dataDirectory, '..', '.stockula.yaml');
    // Another server on the same database: what both see is to be told once.
    second = await serve({ configFile, port: 0, checkAnswers: true, dashboard: null });
    receiver = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      received.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200).end();
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  }, 120_000);
  afterAll(async () => {
    receiver?.close();
    await second?.close();
    await server?.close();
  });

  const send = (method: string, path: string, body?: unknown, url = server.url): Promise<Response> =>
    fetch(`${url}/api/v1${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });

  async function made(condition: Record<string, unknown>, url = server.url): Promise<Rule> {
    const response = await send('POST', '/alerts', { name: 'A rule', condition }, url);
    expect(response.status, await response.clone().text()).toBe(201);
    return (await response.json()) as Rule;
  }

  async function until<Found>(find: () => Promise<Found | undefined>): Promise<Found> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const found = await find();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('it did not happen within 20 s');
  }

  const ruleOf = async (id: string): Promise<Rule | undefined> =>
    (await server.json<{ alerts: Rule[] }>('/api/v1/alerts')).alerts.find((rule) => rule.id === id);
  const evaluated = (id: string): Promise<Rule> =>
    until(async () => {
      const rule = await ruleOf(id);
      return rule?.isTrue === null && rule.problem === null ? undefined : rule;
    });
  const eventsOf = async (id: string): Promise<Event[]> =>
    (await server.json<Events>('/api/v1/alerts/events')).events.filter(({ rule }) => rule === id);

  /** Bars by the path of real imports. */
  async function imported(symbol: string, ...closes: [date: string, close: number][]): Promise<void> {
    const folder = freshFolder('alerts');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${symbol}-1d.csv`);
    const lines = closes.map(([date, close]) => `${date},${close},${close},${close},${close},1000`);
    writeFileSync(file, ['date,open,high,low,close,volume', ...lines].join('\n'));
    await importInto(server, file);
  }

  it('fire once for a bar that is imported, on two servers, and tell a webhook, again after a failure', async () => {
    const { port } = receiver.address() as AddressInfo;
    const hook = await send('POST', '/webhooks', { url: `http://127.0.0.1:${port}/hook` });
    expect(hook.status).toBe(201);
    const { webhook, secret } = (await hook.json()) as { webhook: { id: string }; secret: string };
    const test = await send('POST', `/webhooks/${webhook.id}/test`);
    expect(await test.json()).toEqual({ taken: true, problem: null });
    expect(JSON.parse(received.shift()?.body ?? '')).toMatchObject({ type: 'test' });

    answers = [500];
    const rule = await made(above(130));
    // The second server takes its part, too, once it has seen that there are rules.
    await made(above(1e6), second.url);
    expect(await evaluated(rule.id)).toMatchObject({ isTrue: false, value: 122.15, problem: null });
    await imported('AAPL', ['2021-04-01', 131.5]);
    const event = await until(async () => (await eventsOf(rule.id))[0]);
    expect(event.text).toBe('AAPL 1d close 131.5 is above 130');
    expect(await evaluated(rule.id)).toMatchObject({ isTrue: true, value: 131.5 });

    await until(async () => received[1]);
    expect(received).toHaveLength(2);
    for (const { headers, body } of received) {
      const stamp = headers['x-stockula-timestamp'];
      const expected = createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex');
      expect(headers['x-stockula-signature']).toBe(`v1=${expected}`);
      expect(headers['x-stockula-delivery']).toBe(`event-${event.id}`);
      expect(JSON.parse(body)).toMatchObject({ type: 'alert', symbol: 'AAPL', value: 131.5 });
    }
    await until(async () => ((await eventsOf(rule.id))[0]?.delivery === 'delivered' ? true : undefined));

    // The same bar with other numbers, and another one on the same side: nothing new.
    await imported('AAPL', ['2021-04-05', 132]);
    await until(async () => ((await ruleOf(rule.id))?.value === 132 ? true : undefined));
    await imported('AAPL', ['2021-04-06', 120], ['2021-04-07', 121]);
    await until(async () => ((await ruleOf(rule.id))?.isTrue === false ? true : undefined));
    expect(await eventsOf(rule.id)).toHaveLength(1);
    await imported('AAPL', ['2021-04-08', 140]);
    await until(async () => ((await eventsOf(rule.id)).length === 2 ? true : undefined));
    await until(async () => received[2]);
    expect(received).toHaveLength(3);
    expect((await send('DELETE', `/webhooks/${webhook.id}`)).status).toBe(204);
  }, 120_000);

  it('look at indicators as the indicators themselves have them', async () => {
    const { id } = await made({
      kind: 'indicator',
      symbol: 'IBM',
      indicator: 'RSI',
      parameters: { timeperiod: 14 },
      output: 'rsi',
      operator: 'below',
      threshold: 1,
    });
    const { value, condition } = await evaluated(id);
    const series = await server.json<{ columns: { outputs: Record<string, number[]> } }>(
      '/api/v1/indicators/rsi/IBM',
    );
    expect(value).toBe(series.columns.outputs['rsi']?.at(-1));
    expect(condition).toMatchObject({ indicator: 'rsi', parameters: { timeperiod: 14 } });
  });

  it('look at how far bars are behind, and how far a portfolio has drifted', async () => {
    const stale = await made({ kind: 'stale', symbol: 'SPY', operator: 'above', threshold: 2 });
    expect((await evaluated(stale.id)).isTrue).toBe(true);
    const portfolio = await send('POST', '/portfolios', {
      name: 'Drifting',
      currency: 'USD',
      cash: 0,
      holdings: [
        { symbol: 'IBM', quantity: 10, targetWeight: 0.5 },
        { symbol: 'BAC', quantity: 10, targetWeight: 0.5 },
      ],
    });
    const { id } = (await portfolio.json()) as { id: string };
    const drift = await made({ kind: 'drift', portfolio: id, operator: 'above', threshold: 0.5 });
    const { largestDrift } = await server.json<{ largestDrift: number }>(
      `/api/v1/portfolios/${id}/valuation`,
    );
    expect(await evaluated(drift.id)).toMatchObject({ value: largestDrift, isTrue: false });
    const gone = await made({ kind: 'drift', portfolio: '999', operator: 'above', threshold: 0.5 });
    expect((await evaluated(gone.id)).problem).toContain('portfolio');
    const unknown = await made(above(1, 'NOSUCH'));
    expect((await evaluated(unknown.id)).problem).toBe('There are not enough 1d bars of NOSUCH.');
  });

  it('say beforehand what they would come to', async () => {
    const preview = await send('POST', '/alerts/preview', { name: 'n', condition: above(1, 'QQQ') });
    const { columns } = await server.json<{ columns: { close: number[] } }>(
      '/api/v1/bars/QQQ?order=desc&limit=1&adjust=split',
    );
    const value = columns.close[0];
    expect(await preview.json()).toMatchObject({
      value,
      isTrue: true,
      text: `QQQ 1d close ${Number(value?.toPrecision(8))} is above 1`,
      problem: null,
    });
  });

  it('are changed, not where they were changed meanwhile, and deleted, while their events stay', async () => {
    const { id } = await made(above(1e6));
    await evaluated(id);
    const changed = await send('PUT', `/alerts/${id}`, { name: 'B', condition: above(2e6), version: 1 });
    expect(await changed.json()).toMatchObject({ name: 'B', version: 2, isTrue: null });
    const late = await send('PUT', `/alerts/${id}`, { name: 'C', condition: above(1), version: 1 });
    expect(late.status).toBe(412);
    const { events } = await server.json<Events>('/api/v1/alerts/events');
    const [newest] = events as [Event];
    expect((await send('DELETE', `/alerts/${newest.rule}`)).status).toBe(204);
    expect((await send('DELETE', `/alerts/${newest.rule}`)).status).toBe(404);
    const after = await server.json<Events>('/api/v1/alerts/events');
    expect(after.events[0]).toEqual({ ...newest, rule: null });
  });

  it('page through events, and take note that they were seen', async () => {
    const first = await server.json<Events>('/api/v1/alerts/events?limit=1');
    expect(first).toMatchObject({ unacknowledged: 2, next: expect.any(String) });
    const rest = await server.json<Events>(`/api/v1/alerts/events?limit=1&cursor=${first.next}`);
    expect(rest.events[0]?.id).not.toBe(first.events[0]?.id);
    expect(rest.next).toBeNull();
    const seen = await send('POST', `/alerts/events/${first.events[0]?.id}/acknowledge`);
    expect(await seen.json()).toEqual({ acknowledged: 1 });
    const left = await server.json<Events>('/api/v1/alerts/events?unacknowledged=true');
    expect(left.events.map(({ id }) => id)).toEqual([rest.events[0]?.id]);
    expect(await (await send('POST', '/alerts/events/acknowledge')).json()).toEqual({ acknowledged: 1 });
    expect((await send('POST', '/alerts/events/9999/acknowledge')).status).toBe(404);
  });

  it.each([
    ['an unknown indicator', { ...above(1), kind: 'indicator', indicator: 'nosuch', output: 'real' }],
    ['an unknown output', { ...above(1), kind: 'indicator', indicator: 'rsi', output: 'nosuch' }],
    ['an unknown operator', { ...above(1), operator: 'near' }],
    ['a portfolio for a price', { ...above(1), portfolio: '1' }],
    ['no threshold', { kind: 'price', symbol: 'AAPL', operator: 'above' }],
  ])('are refused with %s', async (_, condition) => {
    expect((await send('POST', '/alerts', { name: 'n', condition })).status).toBe(400);
  });

  it.each(['ftp://example.com/', 'http://user:word@example.com/', 'example.com', 'javascript:alert(1)'])(
    'are not sent to %s',
    async (url) => {
      expect((await send('POST', '/webhooks', { url })).status).toBe(400);
    },
  );
});

describe.skipIf(!hasRealData)('webhooks without leave for private addresses', () => {
  it('are refused', async () => {
    const server = await serveRealData();
    try {
      const json = { 'content-type': 'application/json' };
      const hook = await server.ask('/api/v1/webhooks', {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ url: 'http://localhost:9/' }),
      });
      const { webhook } = (await hook.json()) as { webhook: { id: string } };
      const test = await server.ask(`/api/v1/webhooks/${webhook.id}/test`, { method: 'POST' });
      expect(await test.json()).toMatchObject({
        taken: false,
        problem: expect.stringContaining('not one of the public internet'),
      });
    } finally {
      await server.close();
    }
  });
});
