import type { TickerSymbol } from './nominal.ts';

/** A watchlist as a user writes it. */
export interface WatchlistContent {
  readonly name: string;
  /** In the order of the user, each once. Symbols that are no instruments yet may be among them. */
  readonly symbols: readonly TickerSymbol[];
}

export interface Watchlist extends WatchlistContent {
  readonly id: string;
  /** Grows with each change. */
  readonly version: number;
}

/** Why a watchlist was not written. */
export type WatchlistNotWritten = 'absent' | 'changed' | 'name taken' | 'too many';

/** Where the watchlists of users are kept. Nobody sees those of others. */
export interface WatchlistStore {
  /** In the order in which they were made. */
  list(owner: string): Promise<Watchlist[]>;
  find(owner: string, id: string): Promise<Watchlist | null>;
  /** @param most so many may one user have */
  create(owner: string, content: WatchlistContent, most: number): Promise<Watchlist | WatchlistNotWritten>;
  /** @param version the one that is to be replaced; null for whichever there is */
  replace(
    owner: string,
    id: string,
    version: number | null,
    content: WatchlistContent,
  ): Promise<Watchlist | WatchlistNotWritten>;
  /** @returns whether there was one */
  delete(owner: string, id: string): Promise<boolean>;
}
