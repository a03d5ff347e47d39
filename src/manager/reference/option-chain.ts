import type { MarketStore, OptionChain, OptionQuote } from '../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';

/** An option chain as of a time. */
export interface ChainAsOf extends OptionChain {
  /** Of the newest quote, epoch milliseconds; null where there is none. */
  readonly asOf: number | null;
  /** Epoch milliseconds, ascending. */
  readonly expirations: readonly number[];
}

export interface ChainQuestion {
  readonly asOf?: EpochMs | undefined;
  /** Epoch milliseconds, 00:00 UTC. */
  readonly expiration?: number | undefined;
}

const dayMicros = 86_400_000_000;

/**
 * Of each contract the latest quote. Snapshots accumulate, so what is quoted on earlier days only and had expired before
 * the newest quote is left out. The older application dated quotes by when it stored them, also those of old chains.
 */
export async function chainAsOf(
  store: MarketStore,
  symbol: TickerSymbol,
  { asOf, expiration }: ChainQuestion,
): Promise<ChainAsOf> {
  const stored = await store.optionChain(symbol, asOf);
  const newest = [...stored.calls, ...stored.puts].reduce(
    (latest, { ts }) => Math.max(latest, ts),
    -Infinity,
  );
  const today = Math.floor(newest / dayMicros) * dayMicros;
  const live = (quotes: readonly OptionQuote[]): OptionQuote[] =>
    quotes.filter((quote) => quote.expiration >= today || quote.ts >= today);
  const [calls, puts] = [live(stored.calls), live(stored.puts)];
  const wanted = (quotes: OptionQuote[]): OptionQuote[] =>
    expiration === undefined ? quotes : quotes.filter((quote) => quote.expiration === expiration * 1_000);
  const expirations = new Set([...calls, ...puts].map((quote) => quote.expiration / 1_000));
  return {
    asOf: Number.isFinite(newest) ? newest / 1_000 : null,
    expirations: [...expirations].sort((one, other) => one - other),
    calls: wanted(calls),
    puts: wanted(puts),
  };
}
