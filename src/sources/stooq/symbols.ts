import type { TickerSymbol } from '../../domain/nominal.ts';

/** How Stooq calls an instrument, and what its prices are in. */
export interface StooqName {
  readonly name: string;
  readonly currency: string | null;
  readonly timeZone: string | null;
}

const newYork = 'America/New_York';

/** Indices by our symbols, which are Yahoo's. */
const indices: Readonly<Record<string, string>> = {
  '^GSPC': '^spx',
  '^SPX': '^spx',
  '^DJI': '^dji',
  '^NDX': '^ndx',
  '^IXIC': '^ndq',
};

/** Stooq's name of an instrument, only where it is known for sure; null otherwise. */
export function stooqName(symbol: TickerSymbol): StooqName | null {
  const index = indices[symbol];
  if (index !== undefined) return { name: index, currency: null, timeZone: newYork };
  const pair = /^([A-Z]{3})([A-Z]{3})=X$/.exec(symbol);
  const [, base = '', quoted = ''] = pair ?? [];
  if (pair !== null) return { name: `${base}${quoted}`.toLowerCase(), currency: quoted, timeZone: null };
  // US shares, with the letter of a class as in BRK-B. A coin such as BTC-USD has a longer second part.
  if (!/^[A-Z]{1,5}(-[A-Z])?$/.test(symbol)) return null;
  return { name: `${symbol.toLowerCase()}.us`, currency: 'USD', timeZone: newYork };
}
