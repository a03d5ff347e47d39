import { dayMs, type StandInMarket } from './market.ts';

/** The `meta` of a chart. */
export function chartMeta(market: StandInMarket, symbol: string, interval: string) {
  const { currency, exchange, timeZone, listed } = market.planOf(symbol);
  const day = market.tradingDays(symbol, market.now - 10 * dayMs, market.now + dayMs).at(-1) ?? market.now;
  const { opens, closes } = market.session(symbol, day);
  const period = (start: number, end: number) => {
    return { timezone: 'LOC', start: start / 1000, end: end / 1000, gmtoffset: 0 };
  };
  const bar = market.soFar(symbol, day);
  return {
    currency,
    symbol,
    exchangeName: exchange,
    fullExchangeName: exchange,
    instrumentType: 'EQUITY',
    firstTradeDate: Date.parse(listed) / 1000,
    regularMarketTime: market.lastTrade(symbol) / 1000,
    hasPrePostMarketData: true,
    gmtoffset: 0,
    timezone: 'LOC',
    exchangeTimezoneName: timeZone,
    regularMarketPrice: bar.close,
    longName: `${symbol} Corporation`,
    shortName: symbol,
    chartPreviousClose: bar.open,
    priceHint: 2,
    currentTradingPeriod: {
      pre: period(opens, opens),
      regular: period(opens, closes),
      post: period(closes, closes),
    },
    dataGranularity: interval,
    range: '',
    validRanges: ['1d', 'max'],
  };
}
