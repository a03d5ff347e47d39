import { useQuery } from '@tanstack/react-query';
import { askPath } from './ask-path.ts';

export interface OptionQuote {
  readonly contract: string;
  readonly expiration: string;
  readonly strike: number;
  readonly last: number | null;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly volume: number | null;
  readonly openInterest: number | null;
  /** A fraction: 0.25 is 25 % a year. */
  readonly impliedVolatility: number | null;
  readonly inTheMoney: boolean | null;
  readonly quotedAt: string;
}

export interface OptionChain {
  readonly symbol: string;
  readonly asOf: string | null;
  readonly expirations: readonly string[];
  readonly calls: readonly OptionQuote[];
  readonly puts: readonly OptionQuote[];
}

/** A chain; of all expirations where `expiration` is empty, the latest one where `asOf` is. */
export function useOptionChain(symbol: string, asOf: string, expiration = '') {
  return useQuery({
    queryKey: ['options', symbol, asOf, expiration],
    queryFn: () =>
      askPath<OptionChain>(`/api/v1/instruments/${encodeURIComponent(symbol)}/options`, { asOf, expiration }),
  });
}

/** When chains were kept, the newest first. */
export function useOptionSnapshots(symbol: string) {
  return useQuery({
    queryKey: ['option snapshots', symbol],
    queryFn: () =>
      askPath<{ snapshots: string[] }>(`/api/v1/instruments/${encodeURIComponent(symbol)}/options/snapshots`),
  });
}

export function useContractHistory(contract: string) {
  return useQuery({
    queryKey: ['contract', contract],
    queryFn: () =>
      askPath<{ contract: string; quotes: OptionQuote[] }>(
        `/api/v1/options/${encodeURIComponent(contract)}/history`,
      ),
    enabled: contract !== '',
  });
}
