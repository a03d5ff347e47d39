import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import { dateOf } from '../support/yahoo/market.ts';
import { barRequest, never, yahooAt } from '../support/yahoo-source.ts';
import { YahooStandIn } from '../support/yahoo-stand-in.ts';

const folder = resolve('../shared/data/yahoo');

let standIn: YahooStandIn | undefined;
afterEach(() => standIn?.close());

/** A source that gets the recorded answer to the route, and the answer itself. */
async function recorded(route: string, file: string) {
  const path = join(folder, file);
  standIn = await YahooStandIn.start({ recorded: { [route]: path } });
  const { body } = JSON.parse(readFileSync(path, 'utf8'));
  return { source: yahooAt(standIn.address), body };
}

/** The date at the exchange, by the offset that the answer itself states: another way than that of the source. */
const dateWith = (seconds: number, offset: number) => dateOf((seconds + offset) * 1000);

describe.skipIf(!existsSync(folder))('answers recorded from Yahoo', () => {
  test.each([
    ['AAPL', 'chart-AAPL-2020-08-31-to-2020-11-07.json', '2020-08-31', '2020-11-07', 49, -14_400],
    ['AAPL', 'chart-AAPL.json', '2022-02-22', '2022-02-23', 1, -18_000],
    ['BTC-USD', 'chart-BTC-USD-2020-01-01-to-2020-01-03.json', '2020-01-01', '2020-01-03', 3, 0],
    ['EURUSD=X', 'chart-EURUSD=X-2020-01-01-to-2020-01-03.json', '2020-01-01', '2020-01-03', 3, 0],
    ['WSU.DE', 'chart-WSU.DE-2023-08-04-to-2023-08-09.json', '2023-08-04', '2023-08-09', 3, 7200],
    [
      'MSFT',
      'historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31.json',
      '2021-02-01',
      '2022-01-31',
      252,
      -18_000,
    ],
    [
      'NVDA',
      'historical-via-chart-NVDA-split-2021-02-01-to-2022-01-31.json',
      '2021-02-01',
      '2022-01-31',
      252,
      -18_000,
    ],
  ])('bars of %s in %s', async (symbol, file, from, to, count, offset) => {
    const { source, body } = await recorded(`chart/${symbol}`, file);
    const [{ meta, timestamp, indicators, events }] = body.chart.result;
    const { bars, dividends, splits, origin, answered } = await source.bars(
      barRequest(symbol, from, to),
      never,
    );
    expect(bars).toHaveLength(count);
    expect(answered).toBe(symbol);
    const [quote] = indicators.quote;
    for (const [index, bar] of bars.entries()) {
      const { open, high, low, close, adjClose, volume, ts } = bar;
      expect([open, high, low, close, volume]).toEqual(
        ['open', 'high', 'low', 'close', 'volume'].map((column) => quote[column][index]),
      );
      expect(adjClose).toBe(indicators.adjclose[0].adjclose[index]);
      expect(dateOf(Number(ts) / 1000)).toBe(dateWith(timestamp[index], offset));
    }
    const amounts = Object.values<{ amount: number }>(events?.dividends ?? {}).map(({ amount }) => amount);
    expect(dividends.map(({ value }) => value)).toEqual(amounts);
    expect(splits).toHaveLength(Object.keys(events?.splits ?? {}).length);
    expect(origin).toMatchObject({
      currency: meta.currency,
      exchange: meta.exchangeName,
      timeZone: meta.exchangeTimezoneName,
      decimals: meta.priceHint,
      lastTradeAt: meta.regularMarketTime * 1_000_000,
    });
  });

  test('the dividends of MSFT and the splits of NVDA and AAPL are those of history', async () => {
    const msft = await recorded(
      'chart/MSFT',
      'historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31.json',
    );
    const { dividends } = await msft.source.bars(barRequest('MSFT', '2021-02-01', '2022-01-31'), never);
    expect(dividends.map(({ ts, value }) => [dateOf(Number(ts) / 1000), value])).toEqual([
      ['2021-02-17', 0.56],
      ['2021-05-19', 0.56],
      ['2021-08-18', 0.56],
      ['2021-11-17', 0.62],
    ]);
    await standIn?.close();
    const nvda = await recorded(
      'chart/NVDA',
      'historical-via-chart-NVDA-split-2021-02-01-to-2022-01-31.json',
    );
    const { splits } = await nvda.source.bars(barRequest('NVDA', '2021-02-01', '2022-01-31'), never);
    expect(splits.map(({ ts, value }) => [dateOf(Number(ts) / 1000), value])).toEqual([['2021-07-20', 4]]);
  });

  test('an answer that has prices without times is refused', async () => {
    const { source } = await recorded('chart/AAPL', 'chart-notimestamp-quotes-length.fake.json');
    await expect(source.bars(barRequest('AAPL', '2020-01-01', '2020-01-03'), never)).rejects.toMatchObject({
      kind: 'bad_answer',
      detail: expect.stringContaining('No timestamp'),
    });
  });

  test('the option chain of AAPL', async () => {
    // The same answer comes for every expiration; what it holds is counted as often as it comes.
    const { source, body } = await recorded('options/AAPL', 'options-AAPL.json');
    const [{ options, expirationDates }] = body.optionChain.result;
    const chain = await source.optionChain('AAPL' as TickerSymbol, never);
    const each = options[0].calls.length + options[0].puts.length;
    expect(chain.options).toHaveLength(each * expirationDates.length);
    expect(chain.options[0]).toEqual({
      position: 1,
      contract: 'AAPL250228C00110000',
      right: 'call',
      expiration: Date.parse('2025-02-28T00:00:00Z') * 1000,
      strike: 110,
      lastPrice: 111.67,
      bid: 135.9,
      ask: 136.65,
      volume: null,
      openInterest: 0,
      impliedVolatility: 3.58593853515625,
      inTheMoney: true,
    });
    expect(chain.options.filter(({ right }) => right === 'call')).toHaveLength(
      options[0].calls.length * expirationDates.length,
    );
    expect(chain.origin).toMatchObject({ currency: 'USD', exchange: 'NMS', timeZone: 'America/New_York' });
  });

  test('an expiration without contracts', async () => {
    const { source, body } = await recorded('options/AAPL', 'options-AAPL-expire-2022-03-01.json');
    const chain = await source.optionChain('AAPL' as TickerSymbol, never);
    expect(body.optionChain.result[0].options[0].calls).toEqual([]);
    expect(chain.options).toEqual([]);
  });

  test('a quote of AAPL; one of two symbols where one was asked for is refused', async () => {
    const { source } = await recorded('quote/AAPL', 'quote-AAPL.json');
    const quote = await source.quote('AAPL' as TickerSymbol, never);
    expect(quote).toMatchObject({
      name: 'Apple Inc.',
      price: 244.6,
      bid: 244.44,
      marketCap: 3_674_405_863_424,
    });
    await standIn?.close();
    const two = await recorded('quote/AAPL', 'quote-AAPL-BABA.json');
    await expect(two.source.quote('AAPL' as TickerSymbol, never)).rejects.toMatchObject({
      kind: 'wrong_symbol',
    });
  });

  test('the company behind AAPL', async () => {
    const { source } = await recorded('quoteSummary/AAPL', 'quoteSummary-assetProfile-AAPL.json');
    const company = await source.company('AAPL' as TickerSymbol, never);
    expect(company).toMatchObject({ sector: 'Technology', industry: 'Consumer Electronics', name: null });
    expect(JSON.parse(company.json).assetProfile.city).toBe('Cupertino');
  });
});
