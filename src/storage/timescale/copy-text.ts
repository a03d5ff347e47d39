import type { ColumnType, ColumnValue, TargetTable } from './target-tables.ts';

// PostgreSQL's text format for COPY: https://www.postgresql.org/docs/17/sql-copy.html#SQL-COPY-FILE-FORMATS

const needsEscape = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Records as lines of COPY text. */
export function copyText<Row>(table: TargetTable<Row>, records: readonly Row[]): string {
  const { columns } = table;
  let text = '';
  for (const record of records) {
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at];
      if (!column) continue;
      text += (at === 0 ? '' : '\t') + field(column.type, column.of(record));
    }
    text += '\n';
  }
  return text;
}

function field(type: ColumnType, value: ColumnValue): string {
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
