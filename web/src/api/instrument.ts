import { useQuery } from '@tanstack/react-query';
import { askPath } from './ask-path.ts';

/** An instrument with its last close, and what is known of the company. */
export interface Instrument {
  readonly symbol: string;
  readonly name: string | null;
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly type: string;
  /** Of the bars that the quote was read from. */
  readonly interval: string | null;
  readonly lastClose: number | null;
  readonly lastTime: string | null;
  /** Fraction of the previous close. */
  readonly change: number | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly summary: string | null;
  readonly website: string | null;
  readonly country: string | null;
  readonly marketCap: number | null;
  readonly calendar: string;
  readonly intervals: readonly string[];
  readonly stale: object | null;
}

export interface Dividend {
  /** Ex-date. */
  readonly date: string;
  /** Cash per share. */
  readonly amount: number;
  readonly currency: string | null;
  readonly basis: 'raw' | 'split';
}

export interface Split {
  /** Ex-date. */
  readonly date: string;
  /** New shares per old share. */
  readonly ratio: number;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
}

const pathOf = (symbol: string): string => `/api/v1/instruments/${encodeURIComponent(symbol)}`;

/** One instrument: its last close, where it trades, what the company does. */
export function useInstrument(symbol: string) {
  return useQuery({ queryKey: ['instrument', symbol], queryFn: () => askPath<Instrument>(pathOf(symbol)) });
}

export function useDividends(symbol: string) {
  return useQuery({
    queryKey: ['dividends', symbol],
    queryFn: () => askPath<{ dividends: Dividend[] }>(`${pathOf(symbol)}/dividends`),
  });
}

export function useSplits(symbol: string) {
  return useQuery({
    queryKey: ['splits', symbol],
    queryFn: () => askPath<{ splits: Split[] }>(`${pathOf(symbol)}/splits`),
  });
}
