/** Minor units in which exchanges quote, and the main unit, of which each is a hundredth. */
const mainUnits: Readonly<Record<string, string>> = {
  GBp: 'GBP',
  GBX: 'GBP',
  ZAc: 'ZAR',
  ZAC: 'ZAR',
  ILA: 'ILS',
};

const withMinorUnit = new Set(Object.values(mainUnits));

/** The main unit that prices are stored in, and what prices in the given unit are divided by. */
export interface CurrencyUnit {
  readonly currency: string | null;
  readonly per: number;
  /** Whether prices in minor units may be mixed in; so where the currency is not known. */
  readonly minorUnits: boolean;
}

/** @param currency as the source writes it: `GBp` for pence */
export function currencyUnit(currency: string | null): CurrencyUnit {
  if (currency === null) return { currency, per: 1, minorUnits: true };
  const main = mainUnits[currency];
  return main
    ? { currency: main, per: 100, minorUnits: true }
    : { currency, per: 1, minorUnits: withMinorUnit.has(currency) };
}
