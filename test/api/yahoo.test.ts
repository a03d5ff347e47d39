import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStockula } from '../support/run-stockula.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';
import { YahooStandIn } from '../support/yahoo-stand-in.ts';

const recordedFolder = join(import.meta.dirname, '../../../shared/data/yahoo');
const recordedFile = join(recordedFolder, 'chart-AAPL-2020-08-31-to-2020-11-07.json');
const period = { period1: '2020-08-31', period2: '2020-11-07' };

/** The real client, its requests sent to an address. */
async function yahooClient(address: string) {
  const [{ createYahooFinance }, chart, historical] = await Promise.all([
    import('yahoo-finance2/createYahooFinance').then(({ default: made }) => ({ createYahooFinance: made })),
    import('yahoo-finance2/modules/chart').then(({ default: made }) => made),
    import('yahoo-finance2/modules/historical').then(({ default: made }) => made),
  ]);
  const YahooFinance = createYahooFinance({ modules: { chart, historical } });
  return new YahooFinance({
    fetch: (input: string | URL | Request, init?: RequestInit) => {
      const url = new URL(String(input instanceof Request ? input.url : input));
      return fetch(`${address}${url.pathname}${url.search}`, init);
    },
    suppressNotices: ['yahooSurvey', 'ripHistorical'],
    versionCheck: false,
  });
}

describe.skipIf(!existsSync(recordedFile))('what the real client of Yahoo is told', () => {
  let server: TestServer;
  let client: Awaited<ReturnType<typeof yahooClient>>;

  beforeAll(async () => {
    server = await serveEmpty();
    client = await yahooClient(server.url);
    const standIn = await YahooStandIn.start({ recorded: { 'chart/AAPL': recordedFile } });
    try {
      const run = await runStockula(['etl', 'fetch', 'AAPL', '--from', '2020-08-31', '--to', '2020-11-06'], {
        STOCKULA_DATA_DIR: server.dataDirectory,
        STOCKULA_YAHOO_BASE_URL: standIn.address,
      });
      expect(run.status, run.stderr).toBe(0);
    } finally {
      await standIn.close();
    }
  });
  afterAll(() => server?.close());

  const recorded = () => {
    const { body } = JSON.parse(readFileSync(recordedFile, 'utf8'));
    return (typeof body === 'string' ? JSON.parse(body) : body).chart.result[0];
  };

  it('is what Yahoo told: times, prices, adjusted closes, dividends, splits and what matters about the symbol', async () => {
    const told = await client.chart('AAPL', { ...period, return: 'object' });
    const yahoos = recorded();
    expect(told.timestamp?.map((at) => Number(at))).toEqual(yahoos.timestamp);
    const [quote] = told.indicators.quote;
    const [expected] = yahoos.indicators.quote;
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
      // Yahoo sends prices as the nearest 32-bit numbers; the import takes out what they add.
      const near = expected[name].map((value: number) => expect.closeTo(value, 4));
      expect(quote?.[name], name).toEqual(near);
    }
    const adjusted = told.indicators.adjclose?.[0]?.adjclose ?? [];
    expect(adjusted).toHaveLength(49);
    // Yahoo's includes the dividends of the years after, which were not imported: days keep their ratio.
    const [theirs] = yahoos.indicators.adjclose;
    for (const [index, value] of adjusted.entries()) {
      const ratio = (list: (number | null)[]) => Number(list[index]) / Number(list.at(-1));
      expect(Number(value) / Number(adjusted.at(-1))).toBeCloseTo(ratio(theirs.adjclose), 5);
    }
    expect(told.events?.dividends && Object.keys(told.events.dividends)).toEqual(
      Object.keys(yahoos.events.dividends),
    );
    expect(JSON.parse(JSON.stringify(told.events?.splits))).toMatchObject({
      1598880600: { numerator: 4, denominator: 1, splitRatio: '4:1' },
    });
    const { meta } = told;
    for (const name of [
      'symbol',
      'currency',
      'exchangeTimezoneName',
      'dataGranularity',
      'priceHint',
    ] as const) {
      expect(meta[name], name).toBe(yahoos.meta[name]);
    }
    expect(meta.validRanges).toEqual(yahoos.meta.validRanges);
  });

  it('works for historical too, whose answer is checked by the client itself', async () => {
    const rows = await client.historical('AAPL', period);
    expect(rows).toHaveLength(49);
    expect(rows[0]?.open).toBeCloseTo(recorded().indicators.quote[0].open[0], 4);
    expect(await client.historical('AAPL', { ...period, events: 'dividends' })).toEqual([
      expect.objectContaining({ dividends: 0.205 }),
    ]);
    expect(await client.historical('AAPL', { ...period, events: 'split' })).toEqual([
      expect.objectContaining({ stockSplits: '4:1' }),
    ]);
  });

  it('is a problem in the words of Yahoo', async () => {
    await expect(client.chart('NOPE', period)).rejects.toThrow('No data found, symbol may be delisted');
    const wrong = await server.ask('/v8/finance/chart/AAPL?interval=7h');
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ chart: { result: null, error: { code: 'Bad Request' } } });
    for (const path of ['AAPL?period1=x', 'not%20one', 'AAPL?range=7y', 'AAPL?includeAdjustedClose=maybe']) {
      expect((await server.ask(`/v8/finance/chart/${path}`)).status, path).toBe(400);
    }
    for (const symbol of ['^IRX', 'BRK-B', 'EURUSD=X']) {
      expect((await server.ask(`/v8/finance/chart/${encodeURIComponent(symbol)}`)).status).toBe(404);
    }
  });

  it('is empty where there are no bars, and goes by ranges that end at the last bar', async () => {
    const empty = await client.chart('AAPL', { period1: '2019-01-01', period2: '2019-02-01' });
    expect(empty.quotes).toEqual([]);
    const bars = async (query: string) => {
      const { chart } = await server.json<{ chart: { result: { timestamp: number[] }[] } }>(
        `/v8/finance/chart/AAPL?${query}`,
      );
      return chart.result[0]?.timestamp.length;
    };
    expect(await bars('range=max')).toBe(49);
    expect(await bars('range=1mo')).toBe(24);
    expect(await bars('range=1d')).toBe(1);
    expect(await bars('range=5d')).toBe(5);
    expect(await bars('range=max&interval=1mo')).toBe(4);
  });
});
