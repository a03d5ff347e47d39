/** What follows from a rule: the bar is set aside, stored with a note, or stored after it was put right. */
export type Severity = 'quarantine' | 'flag' | 'mend';

/**
 * What can be wrong with a bar that a source delivers. A bar is quarantined for one reason, the first that applies;
 * it can have several flags and mends. The text completes the sentence "this bar …".
 */
export const barRules = {
  symbol_unusable: { severity: 'quarantine', text: 'has no usable ticker symbol' },
  wrong_symbol: { severity: 'quarantine', text: 'is of another symbol than was asked for' },
  unknown_interval: { severity: 'quarantine', text: 'has an interval nobody knows' },
  unreadable_time: { severity: 'quarantine', text: 'has a time that is none' },
  future_bar: { severity: 'quarantine', text: 'begins in the future' },
  misaligned_time: { severity: 'quarantine', text: 'begins at a time at which no bar of its interval does' },
  unreadable_number: { severity: 'quarantine', text: 'has something else where a number belongs' },
  not_finite: { severity: 'quarantine', text: 'has a number that is infinite or none' },
  no_prices: { severity: 'quarantine', text: 'has no prices at all' },
  price_missing: { severity: 'quarantine', text: 'lacks one of open, high, low, close' },
  price_negative: { severity: 'quarantine', text: 'has a negative price' },
  price_zero: { severity: 'quarantine', text: 'has a price of zero' },
  price_absurd: { severity: 'quarantine', text: 'has a price beyond all reason' },
  high_under_low: { severity: 'quarantine', text: 'has its high below its low' },
  outside_range: { severity: 'quarantine', text: 'opens or closes outside its high and low' },
  volume_negative: { severity: 'quarantine', text: 'has a negative volume' },
  volume_absurd: { severity: 'quarantine', text: 'has a volume beyond all reason' },
  action_not_positive: { severity: 'quarantine', text: 'is a dividend or a split that is zero or negative' },
  ratio_absurd: { severity: 'quarantine', text: 'is a split by a ratio beyond all reason' },
  twin_differs: { severity: 'quarantine', text: 'was delivered again later with other values' },
  outlier: {
    severity: 'quarantine',
    text: 'leaves the level of its neighbours, which is the same before and after',
  },
  closed_day: { severity: 'flag', text: 'is of a day on which its exchange was closed' },
  outside_hours: { severity: 'flag', text: 'lies outside the trading hours of its exchange' },
  spike: { severity: 'flag', text: 'has a high or low far from its neighbours' },
  unknown_split: { severity: 'flag', text: 'begins a new level as a split would, and no split is known' },
  level_shift: { severity: 'flag', text: 'begins a new level far from the old one' },
  unconfirmed_jump: {
    severity: 'flag',
    text: 'is far from the bars before, and none follows to compare with',
  },
  unclear_unit: {
    severity: 'flag',
    text: 'may be in another unit: it is about a hundred times its neighbours, or a hundredth',
  },
  move_without_volume: { severity: 'flag', text: 'moved without volume, in a series that has volumes' },
  minor_unit: { severity: 'mend', text: 'was in a minor unit, such as pence, and is stored in the main one' },
  unit_mixed_up: {
    severity: 'mend',
    text: 'was a hundred times its neighbours, or a hundredth, and was brought to their unit',
  },
  interval_spelling: { severity: 'mend', text: 'had its interval under another name (60m for 1h)' },
  symbol_spelling: { severity: 'mend', text: 'had its symbol in lower case' },
  volume_fraction: { severity: 'mend', text: 'had a fraction in its volume, which was rounded' },
} as const satisfies Record<string, { severity: Severity; text: string }>;

export type BarRule = keyof typeof barRules;

type OfSeverity<Wanted extends Severity> = {
  [Rule in BarRule]: (typeof barRules)[Rule]['severity'] extends Wanted ? Rule : never;
}[BarRule];

export type QuarantineRule = OfSeverity<'quarantine'>;
export type FlagRule = OfSeverity<'flag'>;
export type MendRule = OfSeverity<'mend'>;
/** What is noted down about a bar that is stored. */
export type NoteRule = FlagRule | MendRule;
