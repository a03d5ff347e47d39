import * as z from 'zod';
import { type Interval, intervalAliases, intervals, isInterval } from '../domain/interval.ts';
import { isTickerSymbol, type TickerSymbol } from '../domain/nominal.ts';
import { type Duration, durationForm, parseDuration } from './duration.ts';
import { SecretText } from './secret-text.ts';
import { SecretUrl } from './secret-url.ts';

// The building blocks of the schema. Each error message completes the sentence "expected <key> to be …".
// Coercions are those the older application made: numbers and booleans may come as text.

interface Bounds {
  /** Exclusive lower bound. */
  readonly above?: number;
  /** Inclusive bounds. */
  readonly min?: number;
  readonly max?: number;
}

function boundsText({ above, min, max }: Bounds): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (above !== undefined) return ` above ${above}`;
  return min === undefined ? '' : ` of at least ${min}`;
}

function toNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const digits = value.trim().replaceAll('_', '');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : value;
}

function bounded(schema: z.ZodNumber, { above, min, max }: Bounds, error: string): z.ZodNumber {
  let checked = schema;
  if (above !== undefined) checked = checked.gt(above, { error });
  if (min !== undefined) checked = checked.gte(min, { error });
  if (max !== undefined) checked = checked.lte(max, { error });
  return checked;
}

/** A finite number. */
export function number(bounds: Bounds = {}) {
  const error = `a number${boundsText(bounds)}`;
  return z.preprocess(toNumber, bounded(z.number({ error }), bounds, error));
}

/** A whole number. */
export function whole(bounds: Bounds = {}) {
  const error = `a whole number${boundsText(bounds)}`;
  return z.preprocess(toNumber, bounded(z.number({ error }).int({ error }), bounds, error));
}

const booleanWords: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  '0': false,
};

/** True or false, also as yes/no, on/off, 1/0. */
export function flag() {
  const toBoolean = (value: unknown) => booleanWords[String(value).toLowerCase()] ?? value;
  return z.preprocess(toBoolean, z.boolean({ error: 'true or false' }));
}

/** A text that is not empty. */
export function text() {
  const error = 'a text that is not empty';
  return z.string({ error }).min(1, { error });
}

/** One of the given words; `fold` names the case they are written in, so that others are accepted too. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
  fold: 'lower' | 'upper' = 'lower',
) {
  const folded = (value: unknown) => {
    if (typeof value !== 'string') return value;
    return fold === 'lower' ? value.toLowerCase() : value.toUpperCase();
  };
  return z.preprocess(folded, z.enum(words, { error: `one of ${words.join(', ')}` }));
}

/** A list whose elements satisfy `element`. */
export function list<Element extends z.ZodType>(element: Element) {
  return z.array(element, { error: 'a list' });
}

/** A mapping with keys of the user's choice. */
export function mapping<Value extends z.ZodType>(value: Value) {
  return z.record(z.string(), value, { error: 'a mapping of names to values' });
}

/** A value that may be left out: null then. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().prefault(null);
}

/** Text turned into something else by `parse`, which returns null for what it does not understand. */
function parsed<T>(expected: string, parse: (value: string) => T | null) {
  return z.string({ error: expected }).transform((value, context): T => {
    const result = parse(value);
    if (result !== null) return result;
    context.issues.push({ code: 'custom', message: expected, input: value });
    return z.NEVER;
  });
}

function parseDate(value: string): string | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value);
  if (match === null) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const same = date.getUTCMonth() === Number(match[2]) - 1 && date.getUTCDate() === Number(match[3]);
  return same ? date.toISOString().slice(0, 10) : null;
}

/** A calendar date, compiled to `YYYY-MM-DD`. */
export const date = () => parsed('a date as YYYY-MM-DD', parseDate);

function parseTime(value: string): string | null {
  const [, day, , zone] =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)$/.exec(value) ?? [];
  const ms = Date.parse(value);
  if (day === undefined || zone === undefined || Number.isNaN(ms)) return null;
  return parseDate(day) === null ? null : new Date(ms).toISOString();
}

/** A moment as ISO 8601 with its zone, compiled to UTC. */
export const time = () => parsed("a time with its zone, as in '2026-01-31T12:00:00Z'", parseTime);

/** A ticker symbol, compiled to upper case. */
export const symbol = () =>
  parsed('a ticker symbol such as AAPL or BRK-B', (value): TickerSymbol | null => {
    const upper = value.trim().toUpperCase();
    return isTickerSymbol(upper) ? upper : null;
  });

/** A bar interval; aliases are compiled to the interval they stand for. */
export const interval = () => {
  const names = [...Object.keys(intervals), ...Object.keys(intervalAliases)];
  return parsed(`one of ${names.join(', ')}`, (value): Interval | null => {
    return isInterval(value) ? value : (intervalAliases[value] ?? null);
  });
};

/** A category name, compiled to upper case. Which names are known is advised on, not enforced. */
export const category = () => text().transform((value) => value.toUpperCase());

/** A duration such as `7 days`. */
export const duration = () => parsed(durationForm, parseDuration);

/** A duration, or the word `never`. */
export const durationOrNever = () =>
  parsed(`${durationForm}, or 'never'`, (value): Duration | 'never' | null => {
    return value.trim().toLowerCase() === 'never' ? 'never' : parseDuration(value);
  });

/** A URL with one of the given schemes, kept so that its password does not leak. */
export const secretUrl = (schemes: readonly string[]) =>
  parsed(`a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`, (value) => {
    const scheme = /^([a-z]+):\/\//.exec(value)?.[1] ?? '';
    return schemes.includes(scheme) && URL.canParse(value) ? new SecretUrl(value) : null;
  });

/** A key or password, kept so that it does not leak. It may come as a number. */
export const secretText = () => {
  const expected = 'a key without spaces';
  const toText = (value: unknown) => (typeof value === 'number' ? String(value) : value);
  return z.preprocess(
    toText,
    parsed(expected, (value) => (/^\S+$/.test(value) ? new SecretText(value) : null)),
  );
};

/** The address of a web service, compiled to one without a slash at its end. */
export const webAddress = () =>
  parsed('an address that begins with https:// or http://', (value) => {
    const isAddress = /^https?:\/\/[^/?#]+[^?#]*$/.test(value) && URL.canParse(value);
    return isAddress ? value.replace(/\/+$/, '') : null;
  });
