import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { indicatorCatalogue, indicatorSeries } from '../../src/contract/indicators.ts';
import type { dividends, splits } from '../../src/contract/instruments.ts';
import type { optionChain, optionHistory, optionSnapshots } from '../../src/contract/options.ts';
import { runStockula } from '../support/run-stockula.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasRealData)('what is known beside bars', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  });
  afterAll(() => server?.close());

  const cli = async (...args: string[]): Promise<unknown> => {
    const run = await runStockula(args, { STOCKULA_DATA_DIR: server.dataDirectory });
    expect(run.stderr).not.toMatch(/^Error/m);
    return JSON.parse(run.stdout);
  };

  it('gives the splits and dividends of a range', async () => {
    const all = await server.json<z.output<typeof splits>>('/api/v1/instruments/AAPL/splits');
    expect(all.splits).toEqual([
      { date: '2000-06-21', ratio: 1.999996, numerator: 2, denominator: 1 },
      { date: '2005-02-28', ratio: 2.000006, numerator: 2, denominator: 1 },
      { date: '2014-06-09', ratio: 6.999997, numerator: 7, denominator: 1 },
      { date: '2020-08-31', ratio: 4, numerator: 4, denominator: 1 },
    ]);
    const paid = await server.json<z.output<typeof dividends>>(
      '/api/v1/instruments/AAPL/dividends?from=2020-01-01&to=2020-12-31',
    );
    expect(paid.dividends).toHaveLength(4);
    expect(paid.dividends[0]).toMatchObject({ date: '2020-02-07', currency: 'USD' });
    expect((await server.ask('/api/v1/instruments/AAPL/dividends?from=yesterday')).status).toBe(400);
    expect((await server.ask('/api/v1/instruments/NOPE/splits')).status).toBe(404);
  });

  it('gives the option chain as of a time, its snapshots and the history of a contract', async () => {
    const chain = await server.json<z.output<typeof optionChain>>('/api/v1/instruments/AAPL/options');
    // The older application dated quotes by when it stored them.
    expect(chain.asOf?.slice(0, 10)).toBe('2025-08-01');
    expect(chain.calls.length).toBeGreaterThan(100);
    const expiration = chain.expirations[0];
    const one = await server.json<z.output<typeof optionChain>>(
      `/api/v1/instruments/AAPL/options?expiration=${expiration}`,
    );
    expect(one.calls).toEqual(chain.calls.filter((quote) => quote.expiration === expiration));
    expect(one.expirations).toEqual(chain.expirations);
    expect(await server.json('/api/v1/instruments/AAPL/options?asOf=2014-01-01')).toMatchObject({
      asOf: null,
      calls: [],
      puts: [],
      expirations: [],
    });
    const { snapshots } = await server.json<z.output<typeof optionSnapshots>>(
      '/api/v1/instruments/AAPL/options/snapshots',
    );
    expect(snapshots).toEqual([...snapshots].sort().reverse());
    expect(snapshots[0]).toBe(chain.asOf);
    const [call] = chain.calls;
    const history = await server.json<z.output<typeof optionHistory>>(
      `/api/v1/options/${call?.contract}/history`,
    );
    expect(history).toMatchObject({ symbol: 'AAPL', quotes: [call], next: null });
    expect((await server.ask('/api/v1/options/NOPE/history')).status).toBe(404);
    expect((await server.ask(`/api/v1/options/${encodeURIComponent("'; --")}/history`)).status).toBe(404);
  });

  it('lists indicators and gives their series as the command line does, to the digit', async () => {
    const { indicators } = await server.json<z.output<typeof indicatorCatalogue>>('/api/v1/indicators');
    expect(indicators.length).toBeGreaterThan(80);
    expect(indicators.find(({ id }) => id === 'rsi')).toMatchObject({ group: 'momentum', overlay: false });
    expect(indicators.find(({ id }) => id === 'sma')).toMatchObject({ overlay: true });
    const series = await server.json<z.output<typeof indicatorSeries>>(
      '/api/v1/indicators/rsi/AAPL?param.period=21&from=2020-01-01',
    );
    const printed = (await cli(
      ...'indicators rsi --ticker AAPL --param period=21 --from 2020-01-01 -o json'.split(' '),
    )) as { values: { value: number }[]; parameters: unknown };
    expect(series.parameters).toEqual(printed.parameters);
    expect(series.columns.outputs['rsi']).toEqual(printed.values.map(({ value }) => value));
    const warming = await server.json<z.output<typeof indicatorSeries>>('/api/v1/indicators/sma/AAPL');
    expect(warming.columns.outputs['sma']?.[0]).toBeNull();
    for (const wrong of ['param.period=1e9', 'param.nope=1', 'param.period=x', 'nope=1', 'param.=1']) {
      expect((await server.ask(`/api/v1/indicators/rsi/AAPL?${wrong}`)).status, wrong).toBe(400);
    }
    expect((await server.ask('/api/v1/indicators/nope/AAPL')).status).toBe(400);
  });

  it('analyses as the command line does, to the digit', async () => {
    for (const symbol of ['AAPL', 'BAC']) {
      const printed = await cli('--mode', 'ta', '--ticker', symbol, '-o', 'json');
      expect(await server.json(`/api/v1/analysis/${symbol}`)).toEqual(printed);
    }
    expect((await server.ask('/api/v1/analysis/EURUSD=X')).status).toBe(404);
    expect((await server.ask('/api/v1/analysis/AAPL?interval=1m')).status).toBe(404);
  });
});
