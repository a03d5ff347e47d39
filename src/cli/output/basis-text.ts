import type { AnalysedSymbol } from '../../manager/analysis/analysed-symbol.ts';

const names = {
  raw: 'unadjusted',
  split: 'adjusted for splits',
  total: 'adjusted for splits and dividends',
} as const;

/** What prices are adjusted for, in words. */
export function basisText(basis: AnalysedSymbol['basis']): string {
  return basis.map((one) => names[one]).join(' and ');
}
