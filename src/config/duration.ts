const second = 1000;
const day = 86_400 * second;

/** Units of a duration in milliseconds. Months and years are calendar units: 30 and 365 days stand for them here. */
const units = {
  second,
  minute: 60 * second,
  hour: 3600 * second,
  day,
  week: 7 * day,
  month: 30 * day,
  year: 365 * day,
} as const;

type Unit = keyof typeof units;

const unitNames: Readonly<Record<string, Unit>> = {
  s: 'second',
  sec: 'second',
  min: 'minute',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  y: 'year',
};

/** A span of time as people write it. */
export class Duration {
  /** Canonical form, which PostgreSQL reads as an interval: `7 days`. */
  readonly text: string;
  /** Length in milliseconds; for months and years the nominal one, so compare with it but do not add it to dates. */
  readonly ms: number;

  constructor(amount: number, unit: Unit) {
    this.text = `${amount} ${unit}${amount === 1 ? '' : 's'}`;
    this.ms = amount * units[unit];
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

function unitOf(word: string): Unit | null {
  const name = word.toLowerCase();
  const singular = name.length > 3 && name.endsWith('s') ? name.slice(0, -1) : name;
  if (Object.hasOwn(units, singular)) return singular as Unit;
  return Object.hasOwn(unitNames, singular) ? (unitNames[singular] ?? null) : null;
}

/** What a duration must look like, to complete "expected … to be". */
export const durationForm =
  "a duration: a whole number above 0 and a unit from second to year, as in '7 days'";

/** Reads `7 days`, `1 day`, `12h`, `5 years`; null where the text is no duration. */
export function parseDuration(text: string): Duration | null {
  const match = /^\s*(\d{1,9})\s*([a-z]+)\s*$/i.exec(text);
  const amount = Number(match?.[1]);
  const unit = unitOf(match?.[2] ?? '');
  return match === null || unit === null || amount === 0 ? null : new Duration(amount, unit);
}
