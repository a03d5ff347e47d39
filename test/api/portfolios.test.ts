import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/storage/timescale/database.ts';
import { storeBars } from '../storage/timescale/bars.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers, which checks it against its schema
  readonly body: any;
}

const base = '/api/v1/portfolios';

describe.skipIf(!hasRealData)('portfolios', () => {
  let server: TestServer;
  let database: Database;
  const asking = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await server.ask(path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: text === '' ? null : JSON.parse(text),
    };
  };
  const create = async (content: object): Promise<Answer['body']> => {
    const { status, body } = await asking('POST', base, content);
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  };

  beforeAll(async () => {
    server = await serveRealData({
      config: [
        'portfolio:',
        '  name: Retirement',
        '  initial_capital: 100000',
        '  allocation_method: custom',
        '  tickers:',
        '    - {symbol: AAPL, quantity: 100, category: technology}',
        '    - {symbol: IBM, quantity: 50}',
        '    - {symbol: NONE, quantity: 3}',
      ].join('\n'),
    });
    database = await openDatabase({
      kind: 'embedded',
      dataDirectory: server.dataDirectory,
      idleStopMs: 10_000,
      port: null,
    });
    // Two shares of then are one of today: none of it is in the prices yet.
    const days = ['2020-01-06', '2020-01-07', '2020-01-08', '2020-01-09', '2020-01-10'];
    const closes = [100, 102, 100, 202, 204];
    await database.pool.query("INSERT INTO stocks (symbol) VALUES ('PAYS'), ('LATE')");
    await storeBars(
      database,
      days.flatMap((day, at) => {
        const close = closes[at] ?? 1;
        const bar = { ts: `${day}T00:00:00Z`, interval: '1d', volume: 1 };
        const pays = { ...bar, symbol: 'PAYS', open: close, high: close, low: close, close };
        return at < 2 ? [pays] : [pays, { ...pays, symbol: 'LATE', open: 10, high: 10, low: 10, close: 10 }];
      }),
    );
    await database.pool.query(
      "INSERT INTO ts_splits (ts, symbol, ratio, source) VALUES ('2020-01-09', 'PAYS', 0.5, 'test')",
    );
    await database.pool.query(
      `INSERT INTO ts_dividends (ts, symbol, amount, basis, source) VALUES ('2020-01-08', 'PAYS', 2, 'raw', 'test')`,
    );
  });
  afterAll(async () => {
    await database?.close();
    await server?.close();
  });

  it('are kept, listed, read, replaced and deleted', async () => {
    const made = await create({
      name: 'Mine',
      cash: 1234.56,
      notes: 'for the children',
      holdings: [
        { symbol: 'ibm', quantity: 10, targetWeight: 0.25, cost: 120.1, category: 'technology' },
        { symbol: 'AAPL', quantity: 0.1 },
      ],
    });
    expect(made).toMatchObject({ version: 1, currency: 'USD', fractional: false, notes: 'for the children' });
    expect(made.holdings).toEqual([
      { symbol: 'IBM', quantity: 10, targetWeight: 0.25, cost: 120.1, category: 'TECHNOLOGY' },
      { symbol: 'AAPL', quantity: 0.1, targetWeight: null, cost: null, category: null },
    ]);
    const read = await asking('GET', `${base}/${made.id}`);
    expect(read.body).toEqual(made);
    expect(read.etag).toBe('"1"');
    const listed = await server.json<{ portfolios: object[] }>(base);
    expect(listed.portfolios).toContainEqual(
      expect.objectContaining({ id: made.id, name: 'Mine', holdings: 2 }),
    );
    const replaced = await asking(
      'PUT',
      `${base}/${made.id}`,
      { name: 'Yours', holdings: [] },
      { 'if-match': '"1"' },
    );
    expect(replaced).toMatchObject({
      status: 200,
      etag: '"2"',
      body: { name: 'Yours', cash: 0, notes: '', holdings: [], version: 2, createdAt: made.createdAt },
    });
    expect(await asking('DELETE', `${base}/${made.id}`, undefined, { 'if-match': '"2"' })).toMatchObject({
      status: 204,
      body: null,
    });
    expect(await asking('GET', `${base}/${made.id}`)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
  });

  it('do not lose what two write at the same time', async () => {
    const { id } = await create({ name: 'Contended' });
    const writes = await Promise.all(
      ['a', 'b', 'c', 'd'].map((notes) =>
        asking('PUT', `${base}/${id}`, { name: 'Contended', notes }, { 'if-match': '"1"' }),
      ),
    );
    const accepted = writes.filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(1);
    for (const refused of writes.filter((one) => one !== accepted[0]))
      expect(refused).toMatchObject({ status: 412, body: { code: 'CHANGED_MEANWHILE' } });
    const { body } = await asking('GET', `${base}/${id}`);
    expect(body).toMatchObject({ version: 2, notes: accepted[0]?.body.notes });
    expect(await asking('DELETE', `${base}/${id}`, undefined, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
    });
    expect(await asking('DELETE', `${base}/${id}`)).toMatchObject({ status: 400 });
    expect(await asking('PUT', `${base}/${id}`, { name: 'Contended' }, { 'if-match': '*' })).toMatchObject({
      status: 200,
      etag: '"3"',
    });
  });

  it('refuse what contradicts itself, and names that are taken', async () => {
    await create({ name: 'Taken' });
    const begun = performance.now();
    expect(await asking('POST', base, { name: 'Taken' })).toMatchObject({
      status: 409,
      body: { code: 'NAME_TAKEN' },
    });
    // It is no contention, which would be tried again for seconds.
    expect(performance.now() - begun).toBeLessThan(5000);
    const { id } = await create({ name: 'Renamed' });
    expect(await asking('PUT', `${base}/${id}`, { name: 'Taken' }, { 'if-match': '"1"' })).toMatchObject({
      status: 409,
    });
    const twice = { symbol: 'AAPL', quantity: 1 };
    const heavy = [
      { symbol: 'AAPL', quantity: 1, targetWeight: 0.6 },
      { symbol: 'IBM', quantity: 1, targetWeight: 0.5 },
    ];
    const many = Array.from({ length: 501 }, (_, at) => ({ symbol: `S${at}`, quantity: 1 }));
    const wrong: [object, string][] = [
      [{ name: 'x', holdings: [twice, twice] }, 'AAPL'],
      [{ name: 'x', holdings: heavy }, '110'],
      [{ name: 'x', holdings: many }, 'holdings'],
      [{ name: ' ' }, 'name'],
      [{ name: 'x', cash: -1 }, 'cash'],
      [{ name: 'x', holdings: [{ symbol: 'AAPL', quantity: -1 }] }, 'quantity'],
      [{ name: 'x', owner: 'root' }, 'owner'],
      [{ name: 'x', holdings: [{ symbol: "'; DROP TABLE portfolios; --", quantity: 1 }] }, 'symbol'],
    ];
    for (const [content, said] of wrong) {
      const { status, body } = await asking('POST', base, content);
      expect(status, said).toBe(400);
      expect(body.got).toContain(said);
    }
  });

  it('belong to their user', async () => {
    const { id } = await create({ name: 'Private' });
    await database.pool.query("UPDATE portfolios SET owner = 'somebody else' WHERE id = $1", [id]);
    expect(await asking('GET', `${base}/${id}`)).toMatchObject({ status: 404 });
    expect(await asking('PUT', `${base}/${id}`, { name: 'Private' }, { 'if-match': '*' })).toMatchObject({
      status: 404,
    });
    expect(await asking('DELETE', `${base}/${id}`, undefined, { 'if-match': '*' })).toMatchObject({
      status: 404,
    });
    expect(await asking('GET', `${base}/${id}/valuation`)).toMatchObject({ status: 404 });
    const { portfolios } = await server.json<{ portfolios: { name: string }[] }>(base);
    expect(portfolios.map(({ name }) => name)).not.toContain('Private');
  });

  it('are at most 100 of one user, also when they come at the same time', async () => {
    await database.pool.query(
      `INSERT INTO portfolios (owner, name, currency, cash, fractional, notes)
       SELECT 'local', 'filler ' || n, 'USD', 0, false, '' FROM generate_series(1, 99 - (
         SELECT count(*)::int FROM portfolios WHERE owner = 'local')) AS n`,
    );
    const answers = await Promise.all(['x', 'y', 'z'].map((name) => asking('POST', base, { name })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400]);
    await database.pool.query("DELETE FROM portfolios WHERE owner = 'local' AND name LIKE 'filler %'");
  });

  it('are valued as SQL adds them up', async () => {
    const { id } = await create({
      name: 'Valued',
      cash: 5000,
      holdings: [
        { symbol: 'AAPL', quantity: 100, targetWeight: 0.5, cost: 20 },
        { symbol: 'SPY', quantity: 10, targetWeight: 0.3 },
        { symbol: 'BAC', quantity: 7 },
      ],
    });
    const { rows } = await database.pool.query<{
      value: number;
      before: number;
      aapl: number;
      spy: number;
    }>(
      `WITH ranked AS (
         SELECT symbol, close, row_number() OVER (PARTITION BY symbol ORDER BY ts DESC) AS place
         FROM ts_price_history WHERE interval = '1d'),
       held (symbol, quantity) AS (VALUES ('AAPL', 100), ('SPY', 10), ('BAC', 7))
       SELECT 5000 + sum(quantity * close) FILTER (WHERE place = 1) AS value,
         5000 + sum(quantity * close) FILTER (WHERE place = 2) AS before,
         max(close) FILTER (WHERE place = 1 AND symbol = 'AAPL') AS aapl,
         max(close) FILTER (WHERE place = 1 AND symbol = 'SPY') AS spy
       FROM ranked JOIN held USING (symbol)`,
    );
    const { value = 0, before = 0, aapl = 0, spy = 0 } = rows[0] ?? {};
    const { body } = await asking('GET', `${base}/${id}/valuation`);
    expect(body.value).toBeCloseTo(value, 8);
    expect(body.dayChange).toBeCloseTo(value - before, 8);
    expect(body.dayReturn).toBeCloseTo(value / before - 1, 12);
    expect(body.asOf).toBe('2021-03-31');
    expect(body.cashWeight).toBeCloseTo(5000 / value, 12);
    const [first, second, third] = body.holdings;
    expect(first.weight).toBeCloseTo((100 * aapl) / value, 12);
    expect(first.drift).toBeCloseTo((100 * aapl) / value - 0.5, 12);
    expect(first.gain).toBeCloseTo(100 * (aapl - 20), 8);
    expect(first.gainReturn).toBeCloseTo(aapl / 20 - 1, 12);
    expect(first.trade.quantity).toBe(Math.floor((0.5 * value) / aapl) - 100);
    expect(second.trade.quantity).toBe(Math.floor((0.3 * value) / spy) - 10);
    expect(third).toMatchObject({ drift: null, trade: null, gain: null });
    expect(body.largestDrift).toBeCloseTo(Math.max(Math.abs(first.drift), Math.abs(second.drift)), 12);
    expect(body.cashAfterTrades).toBeCloseTo(
      5000 - first.trade.quantity * aapl - second.trade.quantity * spy,
      8,
    );
    const contributions = body.holdings.map((one: { dayContribution: number }) => one.dayContribution);
    expect(contributions.reduce((sum: number, one: number) => sum + one)).toBeCloseTo(body.dayReturn, 12);
    // The data end in 2021: whatever day it is, sessions have ended since.
    expect(first.isStale).toBe(true);
    expect(first.sessionsBehind).toBeGreaterThan(1000);
  });

  it('name what has no price and what is quoted otherwise', async () => {
    await database.pool.query(
      `INSERT INTO stock_info (symbol, info) VALUES ('IBM', '{"currency": "EUR"}')
       ON CONFLICT (symbol) DO UPDATE SET info = EXCLUDED.info`,
    );
    const { id } = await create({
      name: 'Partly',
      cash: 10,
      holdings: [
        { symbol: 'NOWHERE', quantity: 5, targetWeight: 0.1 },
        { symbol: 'IBM', quantity: 5, targetWeight: 0.1 },
        { symbol: 'PAYS', quantity: 5, targetWeight: 0.1 },
      ],
    });
    const { body } = await asking('GET', `${base}/${id}/valuation`);
    expect(body).toMatchObject({ value: 1030, invested: 1020, missing: ['NOWHERE', 'IBM'] });
    expect(body.holdings).toMatchObject([
      { price: null, value: null, problem: 'no price', trade: null },
      { value: null, problem: 'other currency', currency: 'EUR', trade: null },
      { price: 204, value: 1020, problem: null, trade: null, priceDate: '2020-01-10' },
    ]);
    expect(body.notes.join(' ')).toMatch(/NOWHERE.*IBM/s);
    await database.pool.query("DELETE FROM stock_info WHERE symbol = 'IBM'");
  });

  it('have a past in which splits are no loss and dividends are told', async () => {
    const { id } = await create({
      name: 'Past',
      cash: 7,
      holdings: [
        { symbol: 'PAYS', quantity: 10 },
        { symbol: 'NOWHERE', quantity: 1 },
      ],
    });
    const { body } = await asking('GET', `${base}/${id}/history`);
    expect(body.columns.time.map((ms: number) => new Date(ms).toISOString().slice(8, 10))).toEqual([
      '06',
      '07',
      '08',
      '09',
      '10',
    ]);
    // Ten shares of today were twenty before the first of two became one.
    const expected = [2007, 2047, 2007, 2027, 2047];
    for (const [at, value] of body.columns.value.entries()) expect(value).toBeCloseTo(expected[at] ?? 0, 9);
    const paid = [0, 0, 40, 40, 40];
    for (const [at, sum] of body.columns.dividends.entries()) expect(sum).toBeCloseTo(paid[at] ?? 0, 9);
    expect(body.missing).toEqual(['NOWHERE']);
    const later = await asking('GET', `${base}/${id}/history?from=2020-01-08&to=2020-01-09`);
    expect(later.body.columns.value).toHaveLength(2);
    // What was paid on the first day shown was paid before its close.
    expect(later.body.columns.dividends).toEqual([0, 0]);
  });

  it('begin where all have a price', async () => {
    const { id } = await create({
      name: 'Later',
      holdings: [
        { symbol: 'PAYS', quantity: 1 },
        { symbol: 'LATE', quantity: 1 },
        { symbol: 'SPY', quantity: 0 },
      ],
    });
    const { body } = await asking('GET', `${base}/${id}/history?to=2020-01-10`);
    expect(body.columns.value).toHaveLength(3);
    expect(body.columns.value[0]).toBeCloseTo(210, 9);
    expect(body.notes.join(' ')).toContain('LATE');
  });

  it('can be made of the configuration', async () => {
    const { body } = await asking('GET', '/api/v1/portfolio-drafts/configuration');
    const { rows } = await database.pool.query<{ worth: number }>(
      `SELECT sum(quantity * (SELECT close FROM ts_price_history AS bar WHERE bar.symbol = held.symbol
         AND interval = '1d' ORDER BY ts DESC LIMIT 1)) AS worth
       FROM (VALUES ('AAPL', 100), ('IBM', 50)) AS held (symbol, quantity)`,
    );
    expect(body).toMatchObject({
      name: 'Retirement',
      fractional: false,
      holdings: [
        { symbol: 'AAPL', quantity: 100, category: 'TECHNOLOGY' },
        { symbol: 'IBM', quantity: 50 },
        { symbol: 'NONE', quantity: 3 },
      ],
    });
    expect(body.cash).toBeCloseTo(100_000 - (rows[0]?.worth ?? 0), 2);
    expect(body.draftNotes.join(' ')).toContain('NONE');
    const { draftNotes: _, ...content } = body;
    await create(content);
  });

  it('can be made of a CSV text', async () => {
    const csv = [
      'Ticker;Shares;Average Cost;Target %',
      'aapl;10;100;40',
      'AAPL;30;"1,100.00";',
      'BRK-B;1.5;;20%',
      'Cash;250;;',
    ].join('\n');
    const { body, status } = await asking('POST', '/api/v1/portfolio-drafts/csv', { csv });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ cash: 250, fractional: true });
    expect(body.holdings).toEqual([
      { symbol: 'AAPL', quantity: 40, cost: 850, targetWeight: 0.4, category: null },
      { symbol: 'BRK-B', quantity: 1.5, cost: null, targetWeight: 0.2, category: null },
    ]);
    for (const [text, said] of [
      ['symbol,price\nAAPL,1', 'quantity'],
      ['symbol,quantity\nAAPL,ten', 'line 2'],
      ['symbol,quantity\nAAPL,1\nnot a symbol,2', 'line 3'],
      ['symbol,quantity\nAAPL,-1', 'line 2'],
      ['symbol,quantity', 'at least one row'],
      ['symbol,quantity\n"AAPL,1', 'CSV'],
    ]) {
      const refused = await asking('POST', '/api/v1/portfolio-drafts/csv', { csv: text });
      expect(refused.status, text).toBe(400);
      expect(refused.body.detail).toContain(said);
    }
  });
});
