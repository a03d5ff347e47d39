import type { EpochMs, TickerSymbol } from './nominal.ts';

/** What a portfolio holds of one instrument. */
export interface PortfolioHolding {
  readonly symbol: TickerSymbol;
  /** Shares of today. */
  readonly quantity: number;
  /** Part of the whole value, cash included, that is meant for it, 0 to 1; null where nothing is said. */
  readonly targetWeight: number | null;
  /** Paid per share of today; null where nothing is said. */
  readonly cost: number | null;
  /** Such as TECHNOLOGY, for allocations by category. */
  readonly category: string | null;
}

/** A portfolio as a user writes it. Money is in its currency. */
export interface PortfolioContent {
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly cash: number;
  /** Whether parts of a share can be held. */
  readonly fractional: boolean;
  readonly notes: string;
  readonly holdings: readonly PortfolioHolding[];
}

export interface StoredPortfolio extends PortfolioContent {
  readonly id: string;
  /** Grows with each change. */
  readonly version: number;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

/** A portfolio in a list: how many holdings, not which. */
export interface PortfolioOutline extends Omit<StoredPortfolio, 'holdings' | 'notes'> {
  readonly holdings: number;
}

/** Why a portfolio was not written. */
export type NotWritten = 'absent' | 'changed' | 'name taken' | 'too many';

/** Where the portfolios of users are kept. Nobody sees those of others. */
export interface PortfolioStore {
  /** By name. */
  list(owner: string): Promise<PortfolioOutline[]>;
  find(owner: string, id: string): Promise<StoredPortfolio | null>;
  /** @param most so many may one user have */
  create(owner: string, content: PortfolioContent, most: number): Promise<StoredPortfolio | NotWritten>;
  /** @param version the one that is to be replaced; null for whichever there is */
  replace(
    owner: string,
    id: string,
    version: number | null,
    content: PortfolioContent,
  ): Promise<StoredPortfolio | NotWritten>;
  /** @returns null where it was deleted */
  delete(owner: string, id: string, version: number | null): Promise<NotWritten | null>;
}
