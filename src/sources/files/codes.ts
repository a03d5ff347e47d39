import { type Interval, intervalAliases, isInterval } from '../../domain/interval.ts';

/** How exports write intervals. Capitals matter: `1M` is a month, `1m` a minute. */
const codes: Readonly<Record<string, Interval>> = {
  ...{ '1': '1m', '2': '2m', '5': '5m', '15': '15m', '30': '30m', '60': '1h', '90': '90m' },
  ...{ M1: '1m', M5: '5m', M15: '15m', M30: '30m', H1: '1h', D1: '1d', W1: '1wk', MN1: '1mo', MN: '1mo' },
  ...{ D: '1d', W: '1wk', M: '1mo', '1D': '1d', '1W': '1wk', '1M': '1mo', '3M': '3mo', '1H': '1h' },
  ...{ d: '1d', w: '1wk', m: '1mo', h: '1h', '1w': '1wk', '1min': '1m', '5min': '5m', '15min': '15m' },
  ...{ '30min': '30m', '60min': '1h', daily: '1d', weekly: '1wk', monthly: '1mo', hourly: '1h' },
  ...{ Daily: '1d', Weekly: '1wk', Monthly: '1mo', Hourly: '1h' },
};

/** The interval that a text names in any of the spellings, or null. */
export function intervalNamed(text: string): Interval | null {
  if (isInterval(text)) return text;
  return intervalAliases[text] ?? codes[text] ?? null;
}

/** Stooq's markets → the suffixes that Yahoo and others put on symbols; the rest stays as it is. */
const markets: Readonly<Record<string, string>> = { US: '', UK: '.L', JP: '.T', HU: '.BD' };

/** `AAPL` for Stooq's `AAPL.US`. */
export function symbolOfStooq(code: string): string {
  const [, symbol, market = ''] = /^(.+)\.([A-Z]{2})$/i.exec(code) ?? [];
  const suffix = markets[market.toUpperCase()];
  return symbol === undefined || suffix === undefined ? code : `${symbol}${suffix}`;
}
