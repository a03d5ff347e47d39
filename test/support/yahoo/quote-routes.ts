import { found, type RouteAnswer } from './answers.ts';
import { dateOf, dayMs, type StandInMarket } from './market.ts';

function quoteOf(market: StandInMarket, symbol: string) {
  const { currency, exchange, timeZone } = market.planOf(symbol);
  const days = market.tradingDays(symbol, market.now - 20 * dayMs, market.now + dayMs);
  const bar = market.soFar(symbol, days.at(-1) ?? market.now);
  const before = market.traded(symbol, days.at(-2) ?? market.now);
  return {
    language: 'en-US',
    region: 'US',
    quoteType: 'EQUITY',
    triggerable: true,
    marketState: 'REGULAR',
    currency,
    exchange,
    shortName: symbol,
    longName: `${symbol} Corporation`,
    exchangeTimezoneName: timeZone,
    exchangeTimezoneShortName: 'LOC',
    gmtOffSetMilliseconds: 0,
    market: 'us_market',
    esgPopulated: false,
    tradeable: false,
    regularMarketTime: market.lastTrade(symbol) / 1000,
    regularMarketPrice: bar.close,
    regularMarketPreviousClose: before.close,
    regularMarketVolume: bar.volume,
    bid: bar.close,
    ask: Math.round(bar.close * 100 + 1) / 100,
    marketCap: Math.round(bar.close * 1e9),
    sourceInterval: 15,
    exchangeDataDelayedBy: 0,
    fullExchangeName: exchange,
    priceHint: 2,
    symbol,
  };
}

/** `/v7/finance/quote?symbols=…` */
export function quoteRoute(market: StandInMarket, query: URLSearchParams): RouteAnswer {
  const symbols = (query.get('symbols') ?? '').split(',');
  const known = symbols.filter((symbol) => market.planOf(symbol).fault !== 'unknown');
  return found(
    'quoteResponse',
    known.map((symbol) => quoteOf(market, symbol)),
  );
}

/** `/v10/finance/quoteSummary/SYMBOL` */
export function summaryRoute(market: StandInMarket, symbol: string): RouteAnswer {
  const { longName, shortName, currency, marketCap } = quoteOf(market, symbol);
  const price = {
    maxAge: 1,
    priceHint: 2,
    symbol,
    longName,
    shortName,
    currency,
    marketCap,
    quoteType: 'EQUITY',
  };
  const nothing = {
    regularMarketSource: 'DELAYED',
    underlyingSymbol: null,
    lastMarket: null,
    toCurrency: null,
  };
  const profile = { maxAge: 86_400, sector: 'Technology', industry: 'Software', companyOfficers: [] };
  return found('quoteSummary', [
    {
      assetProfile: profile,
      price: { ...price, ...nothing, fromCurrency: null, exchangeName: 'NasdaqGS', currencySymbol: '$' },
    },
  ]);
}

/** The Fridays of the next weeks. */
function expirationsOf(market: StandInMarket): number[] {
  const today = Math.floor(market.now / dayMs) * dayMs;
  const friday = today + ((5 - new Date(today).getUTCDay() + 7) % 7) * dayMs;
  return [0, 1, 2, 3].map((week) => friday + week * 7 * dayMs);
}

function contractOf(market: StandInMarket, symbol: string, right: 'C' | 'P', strike: number, day: number) {
  const date = dateOf(day).slice(2).replaceAll('-', '');
  const { regularMarketPrice: price, currency } = quoteOf(market, symbol);
  const inside = right === 'C' ? price - strike : strike - price;
  const bid = Math.round((Math.max(inside, 0) + 1) * 100) / 100;
  return {
    contractSymbol: `${symbol}${date}${right}${String(strike * 1000).padStart(8, '0')}`,
    strike,
    currency,
    lastPrice: bid,
    change: 0,
    percentChange: 0,
    volume: 10,
    openInterest: 100,
    bid,
    ask: bid + 0.05,
    contractSize: 'REGULAR',
    expiration: day / 1000,
    lastTradeDate: market.lastTrade(symbol) / 1000,
    impliedVolatility: 0.25,
    inTheMoney: inside > 0,
  };
}

/** `/v7/finance/options/SYMBOL?date=…`: one expiration, by default the next one. */
export function optionsRoute(market: StandInMarket, symbol: string, query: URLSearchParams): RouteAnswer {
  const quote = quoteOf(market, symbol);
  const dates = expirationsOf(market);
  const day = query.has('date') ? Number(query.get('date')) * 1000 : (dates[0] ?? 0);
  const middle = Math.round(quote.regularMarketPrice / 5) * 5;
  const strikes = [-10, -5, 0, 5, 10].map((step) => middle + step);
  const chain = {
    expirationDate: day / 1000,
    hasMiniOptions: false,
    calls: strikes.map((strike) => contractOf(market, symbol, 'C', strike, day)),
    puts: strikes.map((strike) => contractOf(market, symbol, 'P', strike, day)),
  };
  const head = { underlyingSymbol: symbol, expirationDates: dates.map((date) => date / 1000), strikes };
  return found('optionChain', [{ ...head, hasMiniOptions: false, quote, options: [chain] }]);
}
