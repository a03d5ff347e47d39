import { inUpperCase, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import type { Cell } from './number.ts';
import { reject } from './rejection.ts';
import { refuseText } from './text.ts';

/** A ticker symbol in canonical form. */
export function readSymbol(value: Cell): TickerSymbol {
  if (typeof value !== 'string') return reject('symbol_invalid');
  if (isTickerSymbol(value)) return value;
  return refuseText(value, isTickerSymbol(inUpperCase(value)) ? 'symbol_case' : 'symbol_invalid');
}

/** A ticker symbol that `stocks` has. Spelling is judged first: `aapl` beside `AAPL` is no orphan. */
export function readKnownSymbol(value: Cell, known: ReadonlySet<string>): TickerSymbol {
  const symbol = readSymbol(value);
  return known.has(symbol) ? symbol : reject('orphan_symbol');
}
