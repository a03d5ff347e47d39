import type { Prng } from './prng.ts';

const dayMs = 86_400_000;
const rate = 0.03;

export interface SyntheticQuote {
  readonly expirationMs: number;
  readonly strike: number;
  readonly lastPrice: number;
  readonly bid: number;
  readonly ask: number;
  readonly volume: number;
  /** Null now and then: Yahoo does not always state it. */
  readonly openInterest: number | null;
  readonly impliedVolatility: number;
  readonly inTheMoney: boolean;
}

export interface SyntheticChain {
  readonly calls: readonly SyntheticQuote[];
  readonly puts: readonly SyntheticQuote[];
}

/** Standard normal distribution function (Abramowitz & Stegun 26.2.17, absolute error below 7.5e-8). */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return x >= 0 ? 1 - tail : tail;
}

/** Black–Scholes price of a European call without dividends. */
function callPrice(spot: number, strike: number, years: number, volatility: number): number {
  const deviation = volatility * Math.sqrt(years);
  const d1 = (Math.log(spot / strike) + (rate + volatility ** 2 / 2) * years) / deviation;
  return spot * normalCdf(d1) - strike * Math.exp(-rate * years) * normalCdf(d1 - deviation);
}

const cents = (price: number): number => Math.max(0, Math.round(price * 100) / 100);

function quote(prng: Prng, fair: number, terms: { expirationMs: number; strike: number }) {
  const spread = Math.max(0.01, fair * 0.01);
  return {
    ...terms,
    lastPrice: cents(fair),
    bid: cents(fair - spread),
    ask: cents(fair + spread),
    volume: prng.integer(0, 500),
    openInterest: prng.uniform() < 0.1 ? null : prng.integer(0, 5_000),
  };
}

/** The first Friday at least `days` ahead: listed options expire on Fridays. */
function fridayAfter(quoteDayMs: number, days: number): number {
  const least = quoteDayMs + days * dayMs;
  const weekday = new Date(least).getUTCDay();
  return least + ((5 - weekday + 7) % 7) * dayMs;
}

/** A chain around the spot price: three expirations, 15 strikes each, with a volatility smile. */
export function createChain(prng: Prng, spot: number, quoteDayMs: number): SyntheticChain {
  const step = Math.max(0.5, Math.round(spot / 40));
  const middle = Math.round(spot / step) * step;
  const calls: SyntheticQuote[] = [];
  const puts: SyntheticQuote[] = [];
  for (const expirationMs of [14, 49, 180].map((days) => fridayAfter(quoteDayMs, days))) {
    const years = (expirationMs - quoteDayMs) / (365 * dayMs);
    for (let index = -7; index <= 7; index += 1) {
      const strike = middle + index * step;
      if (strike <= 0) continue;
      const impliedVolatility = 0.25 + 0.4 * Math.log(strike / spot) ** 2 + 0.01 * prng.uniform();
      const call = callPrice(spot, strike, years, impliedVolatility);
      // Put-call parity.
      const put = call - spot + strike * Math.exp(-rate * years);
      const terms = { expirationMs, strike };
      calls.push({ ...quote(prng, call, terms), impliedVolatility, inTheMoney: strike < spot });
      puts.push({ ...quote(prng, put, terms), impliedVolatility, inTheMoney: strike > spot });
    }
  }
  return { calls, puts };
}
