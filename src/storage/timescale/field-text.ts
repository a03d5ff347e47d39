import type { ColumnType, ColumnValue } from './target-tables.ts';

// Values as PostgreSQL's text format for COPY writes them: exact, and different for different values.
// https://www.postgresql.org/docs/17/sql-copy.html#SQL-COPY-FILE-FORMATS

const needsEscape = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One value as COPY text. Different values have different texts, also the two zeros. */
export function fieldText(type: ColumnType, value: ColumnValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number')
    return type === 'float8' ? doubleText(value) : timeText(value, type === 'date');
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return value.toString();
}

function escaped(text: string): string {
  return needsEscape.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
    : text;
}

/** The shortest text that reads back as the same double, which is JavaScript's own, but for the sign of zero. */
function doubleText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

const microsPerDay = 86_400_000_000;

/** Microseconds since 1970 as PostgreSQL reads them; whole days get the short form, which most bars have. */
function timeText(micros: number, isDate: boolean): string {
  const millis = Math.floor(micros / 1000);
  const iso = new Date(millis).toISOString();
  if (isDate || micros % microsPerDay === 0) return isDate ? iso.slice(0, 10) : `${iso.slice(0, 10)}Z`;
  const rest = String(micros - millis * 1000).padStart(3, '0');
  return `${iso.slice(0, -1)}${rest}Z`;
}
