import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';

/** The option's terms in the form of the Options Clearing Corporation. */
export interface OptionTerms {
  readonly symbol: TickerSymbol;
  readonly expiration: EpochMicros;
  readonly right: 'call' | 'put';
  readonly strike: number;
}

/**
 * The contract symbol as quotation services write it: root, yymmdd, C or P, strike in thousandths as 8 digits
 * (Options Symbology Initiative, 2010, without the padding of the root). Null when the strike cannot be written so.
 */
export function composeOccSymbol({ symbol, expiration, right, strike }: OptionTerms): string | null {
  const root = symbol.replace(/[^A-Z0-9]/g, '');
  const thousandths = Math.round(strike * 1_000);
  // Float noise is fine; a real fourth decimal is not.
  if (Math.abs(strike * 1_000 - thousandths) > 1e-6 || thousandths < 1 || thousandths > 99_999_999)
    return null;
  const day = new Date(expiration / 1_000).toISOString().slice(2, 10).replaceAll('-', '');
  return `${root}${day}${right === 'call' ? 'C' : 'P'}${String(thousandths).padStart(8, '0')}`;
}
