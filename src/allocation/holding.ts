import { StockulaError } from '../domain/errors.ts';

/** An instrument that capital may go to, with what the configuration says of it. */
export interface Candidate {
  readonly symbol: string;
  /** Of one share; null where none is known. */
  readonly price: number | null;
  readonly category: string | null;
  /** Shares that are wished for, by the method custom. */
  readonly quantity: number | null;
  /** Part of the capital (0 to 100) or amount of it, by the method dynamic. */
  readonly percent: number | null;
  readonly amount: number | null;
  /** In any unit that all share, by the method market_cap. */
  readonly marketCap: number | null;
}

/** A candidate whose price is known. */
export interface Priced extends Candidate {
  readonly price: number;
}

/** Capital meant for an instrument. */
export interface Budget {
  readonly candidate: Priced;
  readonly amount: number;
}

/** As `$10,000.00`. */
export function dollars(amount: number): string {
  return `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** As `33.33%`. */
function percentText(percent: number): string {
  return `${Number(percent.toFixed(2))}%`;
}

/**
 * Candidates that can be allocated to.
 * @throws StockulaError USAGE for no candidate, one twice or no capital, NO_DATA for unknown prices
 */
export function requireCandidates(capital: number, candidates: readonly Candidate[]): readonly Priced[] {
  if (!(capital > 0 && Number.isFinite(capital))) {
    throw new StockulaError('USAGE', {
      expected: 'an initial capital above 0',
      got: String(capital),
      remedy: 'Correct portfolio.initial_capital.',
    });
  }
  const symbols = candidates.map(({ symbol }) => symbol);
  requireDistinct(symbols);
  const priced = candidates.filter(isPriced);
  if (priced.length === candidates.length) return priced;
  const known = new Set(priced.map(({ symbol }) => symbol));
  throw new StockulaError('NO_DATA', {
    expected: 'a price above 0 for every symbol',
    got: `none for ${symbols.filter((symbol) => !known.has(symbol)).join(', ')}`,
    remedy: 'Fetch or import its bars ("stockula etl fetch SYMBOL"), or leave the symbol out.',
  });
}

/** @throws StockulaError USAGE for no symbol and for one twice */
export function requireDistinct(symbols: readonly string[]): void {
  if (symbols.length === 0) throw noTickers();
  const twice = symbols.filter((symbol, index) => symbols.indexOf(symbol) !== index);
  if (twice.length === 0) return;
  throw new StockulaError('USAGE', {
    expected: 'each symbol once in portfolio.tickers',
    got: `duplicate ${[...new Set(twice)].join(', ')}`,
    remedy: 'Put what is meant for a symbol into one entry.',
  });
}

function isPriced(candidate: Candidate): candidate is Priced {
  return candidate.price !== null && candidate.price > 0 && Number.isFinite(candidate.price);
}

function noTickers(): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'at least one symbol to allocate to',
    got: 'an empty list portfolio.tickers',
    remedy: 'Name instruments in portfolio.tickers.',
  });
}

/** @throws StockulaError USAGE where a budget is more of the capital than one position may take */
export function requirePositionSizes(
  budgets: readonly Budget[],
  capital: number,
  maxPercent: number | null,
): void {
  if (maxPercent === null) return;
  for (const { candidate, amount } of budgets) {
    const percent = (100 * amount) / capital;
    if (percent <= maxPercent * (1 + 1e-12)) continue;
    throw new StockulaError('USAGE', {
      expected: `positions of at most ${percentText(maxPercent)} of the capital`,
      got: `Asset ${candidate.symbol} allocation (${percentText(percent)}) exceeds maximum position size (${percentText(maxPercent)})`,
      remedy: 'Raise portfolio.max_position_size, add instruments, or give this one less.',
    });
  }
}
