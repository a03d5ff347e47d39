type Original = Readonly<Record<string, unknown>>;
type Fields = (original: Original) => readonly string[];

const pricesIn = ['open', 'high', 'low', 'close', 'open_price', 'high_price', 'low_price', 'close_price'];
const numbersIn = [
  ...pricesIn,
  'adjClose',
  'volume',
  'dividend',
  'split',
  'value',
  'ratio',
  'amount',
  'strike',
];
const timesIn = ['ts', 'date', 'expiration_date', 'expiration', 'time'];
const valuesIn = ['value', 'ratio', 'split', 'amount', 'dividend'];

/** Those of the names that the row has, and whose value is of the kind. */
const where =
  (names: readonly string[], isWrong: (value: unknown) => boolean = () => true): Fields =>
  (original) =>
    names.filter((name) => name in original && isWrong(original[name]));

const isKept = (key: string) => (value: unknown) =>
  typeof value === 'object' && value !== null && key in value;

/** Whole reals and what JSON has no number for are kept as `{$real: '5'}`, large integers as `{$integer: '…'}`. */
function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null) return null;
  const { $real, $integer } = value as { $real?: unknown; $integer?: unknown };
  const said = $real ?? $integer;
  return typeof said === 'string' ? Number(said) : null;
}

const isNumber = (test: (value: number) => boolean) => (value: unknown) => {
  const number = numberIn(value);
  return number !== null && test(number);
};
const isText = (value: unknown) => typeof value === 'string';
const isMissing = (value: unknown) => value === null || value === undefined;
const isInfinite = (value: unknown) =>
  isNumber((number) => !Number.isFinite(number))(value) || value === 'Infinity' || value === 'NaN';
const isNegative = isNumber((value) => value < 0);
const isZero = isNumber((value) => value === 0);
const isZeroOrLess = isNumber((value) => value <= 0);

const symbol = where(['symbol']);
const interval = where(['interval']);
const time = where(timesIn);
const highAndLow = where(['high', 'low', 'high_price', 'low_price']);
const volume = where(['volume', 'open_interest']);
const action = where(valuesIn);
const prices = where(pricesIn);

/** Reasons of both kinds: of migrations (`src/domain/defect.ts`) and of the pipeline (`src/domain/bar-rule.ts`). */
const fieldsOf: Readonly<Record<string, Fields>> = {
  ...{ symbol_case: symbol, symbol_invalid: symbol, orphan_symbol: symbol, symbol_unusable: symbol },
  ...{ wrong_symbol: symbol, orphan_strategy: where(['strategy_id']) },
  ...{ missing_interval: interval, interval_alias: interval, unknown_interval: interval },
  ...{
    unparseable_date: time,
    future_date: time,
    unreadable_time: time,
    future_bar: time,
    misaligned_time: time,
  },
  intraday_without_time: where(['interval', 'date']),
  blob_in_number: where(numbersIn, isKept('$blob')),
  text_in_number: where(numbersIn, isText),
  unreadable_number: where(numbersIn, isText),
  infinite_number: where(numbersIn, isInfinite),
  not_finite: where(numbersIn, isInfinite),
  ...{ missing_prices: where(pricesIn, isMissing), no_prices: where(pricesIn, isMissing) },
  ...{ missing_price: where(pricesIn, isMissing), price_missing: where(pricesIn, isMissing) },
  ...{ negative_price: where(pricesIn, isNegative), price_negative: where(pricesIn, isNegative) },
  ...{
    zero_price: where(pricesIn, isZero),
    price_zero: where(pricesIn, isZero),
  },
  extreme_price: where(
    pricesIn,
    isNumber((value) => value < 1e-50 || value > 1e50),
  ),
  price_absurd: where(
    pricesIn,
    isNumber((value) => value < 1e-12 || value > 1e10),
  ),
  ...{ high_below_low: highAndLow, high_under_low: highAndLow, outside_range: prices },
  ...{ negative_volume: where(['volume'], isNegative), volume_negative: where(['volume'], isNegative) },
  ...{
    volume_absurd: volume,
    fractional_count: where(
      ['volume', 'open_interest'],
      isNumber((value) => value % 1 !== 0),
    ),
  },
  ...{ non_positive_ratio: action, non_positive_amount: action, ratio_absurd: action },
  action_not_positive: where(valuesIn, isZeroOrLess),
  invalid_option: where(['strike', 'expiration', 'expiration_date']),
  duplicate_option: where(['contract_symbol']),
  invalid_json: where(['info_json', 'parameters', 'config']),
  ...{ conflicting_twin: prices, twin_differs: prices, outlier: prices },
};

/** The fields of a row that its reason is about; none where it is about the whole row. */
export function offendingFields(reason: string, original: Original): readonly string[] {
  return fieldsOf[reason]?.(original) ?? [];
}
