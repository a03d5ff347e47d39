/** Stands for a value that is not there; never the word NaN. */
export const dash = '–';

export type Numeric = number | bigint | null | undefined;

function make(minimum: number, maximum: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: minimum,
    maximumFractionDigits: maximum,
    // A loss that rounds to zero is zero, not "-0.00".
    signDisplay: 'negative',
  });
}

const made = new Map<string, Intl.NumberFormat>();

function digits(value: Numeric, minimum: number, maximum: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return dash;
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return '-∞';
  const key = `${minimum}-${maximum}`;
  const format = made.get(key) ?? make(minimum, maximum);
  made.set(key, format);
  return format.format(value);
}

const isKnown = (value: Numeric): value is number | bigint =>
  typeof value === 'bigint' || Number.isFinite(value);

/** A price with 2 to 4 decimals and thousands separators: `1,234.50`, `0.0123`. */
export function formatPrice(value: Numeric): string {
  return digits(value, 2, 4);
}

/** An amount of money in dollars with 2 decimals: `$1,234.50`, `-$3.00`. */
export function formatMoney(value: Numeric): string {
  const text = digits(value, 2, 2);
  if (!isKnown(value)) return text;
  return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
}

/** A number with a fixed count of decimals: `1,234.57`. */
export function formatDecimal(value: Numeric, decimals = 2): string {
  return digits(value, decimals, decimals);
}

/** A count with thousands separators: `1,234,567`. */
export function formatCount(value: Numeric): string {
  return digits(value, 0, 0);
}

/** A value that is in percent already (12.3 means 12.3 %): `12.30%`; with `signed`, gains carry a plus. */
export function formatPercent(percent: Numeric, { decimals = 2, signed = false } = {}): string {
  const text = digits(percent, decimals, decimals);
  if (!isKnown(percent)) return text;
  const isGain = !text.startsWith('-') && /[1-9]/.test(text);
  return `${signed && isGain ? '+' : ''}${text}%`;
}

const scales = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
] as const;

/** A probability such as 0.9 or 0.999 as a percentage without its sign: 90, 99.9. */
export function formatLevel(level: number): string {
  return String(Number((level * 100).toPrecision(6)));
}

/** A large number in short: `950`, `1.2K`, `34.5M`, `1.2B`. */
export function formatVolume(value: Numeric): string {
  if (!isKnown(value)) return digits(value, 0, 0);
  const amount = Number(value);
  // 999,950 would print as 1,000.0K: take the scale that the rounded number belongs to.
  const scale = scales.find(([size]) => Math.abs(amount) >= size * 0.99995);
  if (scale === undefined || Math.abs(amount) < 1000) return digits(amount, 0, 0);
  return `${digits(amount / scale[0], 1, 1)}${scale[1]}`;
}
