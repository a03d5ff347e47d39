/** Minor units in which exchanges quote, and the main unit, of which each is a hundredth. */
const mainUnits: ReadonlyMap<string, string> = new Map([
  ['GBp', 'GBP'],
  ['GBX', 'GBP'],
  ['ZAc', 'ZAR'],
  ['ZAC', 'ZAR'],
  ['ILA', 'ILS'],
]);

const withMinorUnit = new Set(mainUnits.values());

/** Whether a text is written as a currency: a code of three letters (ISO 4217), or a minor unit as exchanges write it. */
export function isCurrency(text: string): boolean {
  return mainUnits.has(text) || /^[A-Z]{3}$/.test(text);
}

/** The main unit that prices are stored in. */
export interface CurrencyUnit {
  readonly currency: string | null;
  /** Places by which the decimal point of prices in the given unit is moved to have them in the main one: 0 or -2. */
  readonly places: number;
  /** Whether prices in minor units may be mixed in; so where the currency is not known. */
  readonly minorUnits: boolean;
}

/** @param currency as the source writes it: `GBp` for pence */
export function currencyUnit(currency: string | null): CurrencyUnit {
  if (currency === null) return { currency, places: 0, minorUnits: true };
  const main = mainUnits.get(currency);
  return main === undefined
    ? { currency, places: 0, minorUnits: withMinorUnit.has(currency) }
    : { currency: main, places: -2, minorUnits: true };
}
