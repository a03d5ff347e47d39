import type { RawValue } from '../../domain/raw-row.ts';
import type { LegacyFile } from './open.ts';
import { type RowFilter, valuesOf } from './read.ts';
import type { LegacyTableName } from './tables.ts';

/**
 * A name for all rows that can concern one instrument: its symbol in upper case, whatever case the rows have it in.
 * Empty for rows whose symbol is no text, and for tables without symbols.
 */
export type ScopeName = string;

/** Where a symbol is stored as a name: PostgreSQL refuses NUL, and no name needs to be longer. */
const longest = 200;

export function scopeNameOf(symbol: RawValue | undefined): ScopeName {
  if (typeof symbol !== 'string') return '';
  return symbol.toUpperCase().slice(0, longest).toWellFormed().replaceAll('\0', '\\0');
}

export function hasSymbols(file: LegacyFile, table: LegacyTableName): boolean {
  return file.columnsOf(table).includes('symbol');
}

/**
 * The scopes of a table, each with the filter that gives its rows. Symbols are compared by their bytes, because
 * text that is not valid UTF-8 does not survive the way through a string.
 */
export function scopesOf(file: LegacyFile, table: LegacyTableName): Map<ScopeName, RowFilter> {
  if (!file.tables.has(table)) return new Map();
  if (!hasSymbols(file, table)) return new Map([['', { condition: 'TRUE', parameters: [] }]]);
  const spellings = new Map<ScopeName, Uint8Array[]>();
  let untold = false;
  const sql = `SELECT DISTINCT typeof(symbol) = 'text', CASE typeof(symbol) WHEN 'text' THEN CAST(symbol AS BLOB) END FROM ${table}`;
  for (const [isText, bytes] of valuesOf(file, sql)) {
    if (isText === 1n && bytes instanceof Uint8Array) {
      const name = scopeNameOf(Buffer.from(bytes).toString('utf8'));
      spellings.set(name, [...(spellings.get(name) ?? []), bytes]);
    } else untold = true;
  }
  const scopes = new Map([...spellings].map(([name, texts]) => [name, spelt(texts)]));
  if (untold)
    scopes.set('', either(scopes.get(''), { condition: `typeof(symbol) <> 'text'`, parameters: [] }));
  return scopes;
}

function spelt(texts: readonly Uint8Array[]): RowFilter {
  // As a value and not an expression of the column, so that the index on symbol is used.
  const list = texts.map(() => 'CAST(? AS TEXT)').join(', ');
  return { condition: `(typeof(symbol) = 'text' AND symbol IN (${list}))`, parameters: texts };
}

function either(one: RowFilter | undefined, other: RowFilter): RowFilter {
  if (!one) return other;
  return {
    condition: `(${one.condition} OR ${other.condition})`,
    parameters: [...one.parameters, ...other.parameters],
  };
}
