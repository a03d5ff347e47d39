import { isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';

export interface SyntheticCompany {
  readonly symbol: TickerSymbol;
  readonly name: string;
  readonly sector: string;
  readonly industry: string;
  readonly paysDividends: boolean;
  /** Splits as [share of the history after which it happens, new shares per old]. */
  readonly splits: ReadonlyArray<readonly [when: number, ratio: number]>;
}

const businesses: ReadonlyArray<readonly [word: string, sector: string, industry: string]> = [
  ['Motors', 'Consumer Cyclical', 'Auto Manufacturers'],
  ['Software', 'Technology', 'Software - Application'],
  ['Bank', 'Financial Services', 'Banks - Regional'],
  ['Pharma', 'Healthcare', 'Drug Manufacturers'],
  ['Energy', 'Energy', 'Oil & Gas Integrated'],
  // The older application stores an empty string where Yahoo states no sector, as for funds.
  ['Index Fund', '', ''],
];

const splitPlans: SyntheticCompany['splits'][] = [
  [
    [0.35, 2],
    [0.8, 4],
  ],
  [[0.6, 3]],
  [[0.45, 0.1]],
];

/** Letters that number a company: A … Z, AA, AB, … */
function lettersOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : lettersOf(Math.floor(index / 26) - 1) + letter;
}

/**
 * Made-up companies, recognisable as such: SYNA, SYNB, … with "Synthetic" in their names. Of each six, four pay
 * dividends and three have splits, one of them a reverse split.
 */
export function createCompany(index: number): SyntheticCompany {
  const letters = lettersOf(index);
  const symbol = `SYN${letters}`;
  const kind = index % businesses.length;
  const [word = '', sector = '', industry = ''] = businesses[kind] ?? [];
  if (!isTickerSymbol(symbol)) throw new RangeError(`No symbol can be made for company ${index}.`);
  return {
    symbol,
    name: `Synthetic ${word} ${letters}`,
    sector,
    industry,
    paysDividends: kind !== 1 && kind !== 4,
    splits: splitPlans[kind] ?? [],
  };
}
