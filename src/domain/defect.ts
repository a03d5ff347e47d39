/**
 * Why a source row cannot be taken as it is. One row has one reason: the first that applies in the validator's
 * order. The text completes the sentence "this row …".
 */
export const defects = {
  symbol_case: 'has a symbol that is not in upper case',
  symbol_invalid: 'has no usable ticker symbol',
  orphan_symbol: 'belongs to a symbol that is missing from stocks',
  orphan_strategy: 'belongs to a strategy that does not exist',
  missing_interval: 'has no interval',
  interval_alias: 'has an interval under another name (60m for 1h)',
  unknown_interval: 'has an interval nobody knows',
  unparseable_date: 'has a date that is none',
  future_date: 'is dated in the future',
  intraday_without_time: 'is an intraday bar whose time of day is lost',
  blob_in_number: 'has binary data where a number belongs',
  text_in_number: 'has text where a number belongs',
  infinite_number: 'has an infinite number',
  missing_prices: 'has no prices at all',
  missing_price: 'lacks one of open, high, low, close',
  negative_price: 'has a negative price',
  zero_price: 'has a price of zero',
  extreme_price: 'has a price below 1e-50 or above 1e50, as no market has',
  high_below_low: 'has its high below its low',
  negative_volume: 'has a negative volume',
  fractional_count: 'has a fraction where a whole number belongs',
  non_positive_ratio: 'is a split with a ratio that is zero or negative',
  non_positive_amount: 'is a dividend whose amount is zero or negative',
  invalid_option: 'is an option without a usable strike or expiration',
  duplicate_option: 'is one of several options with the same terms and no contract symbol',
  invalid_json: 'has JSON that cannot be read',
  invalid_value: 'has a value of the wrong kind',
  conflicting_twin: 'has the key of another row but other values',
} as const satisfies Record<string, string>;

export type Defect = keyof typeof defects;

/** The outcome of validating one row. */
export type Validated<Record> =
  | { readonly ok: true; readonly record: Record }
  | { readonly ok: false; readonly defect: Defect };
