import type { QuoteRow } from './quote-table.tsx';

/** The quotes in the order of a list; a symbol without one stands there by its name. */
export function rowsOf(symbols: readonly string[], quotes: readonly QuoteRow[]): QuoteRow[] {
  const bySymbol = new Map(quotes.map((quote) => [quote.symbol, quote]));
  return symbols.map(
    (symbol) =>
      bySymbol.get(symbol) ?? {
        symbol,
        name: null,
        currency: null,
        lastClose: null,
        lastTime: null,
        change: null,
        isUnknown: true,
      },
  );
}
