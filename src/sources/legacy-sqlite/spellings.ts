import { type Interval, intervalAliases } from '../../domain/interval.ts';
import type { RepairSet } from '../../domain/repair.ts';
import type { RowFilter } from './read.ts';

/** Up to so many letters, all ways to write a symbol are looked up in the index; beyond, all rows are looked at. */
const mostLetters = 8;

/** The rows of symbols, with that repair on under every spelling. */
export function symbolFilter(symbols: readonly string[], kinds: RepairSet): RowFilter {
  if (!kinds.has('symbol-case')) return within('symbol', symbols);
  const isLong = symbols.some((symbol) => symbol.replace(/[^A-Z]/g, '').length > mostLetters);
  return isLong ? within('upper(symbol)', symbols) : within('symbol', symbols.flatMap(spellingsOf));
}

/** The rows of an interval, with that repair on under its other names too. */
export function intervalFilter(interval: Interval, kinds: RepairSet): RowFilter {
  const aliases = Object.entries(intervalAliases).flatMap(([alias, name]) =>
    name === interval ? alias : [],
  );
  return within('interval', kinds.has('interval-alias') ? [interval, ...aliases] : [interval]);
}

function within(term: string, values: readonly string[]): RowFilter {
  if (values.length === 1) return { condition: `${term} = ?`, parameters: values };
  return { condition: `${term} IN (SELECT value FROM json_each(?))`, parameters: [JSON.stringify(values)] };
}

function spellingsOf(symbol: string): string[] {
  return [...symbol].reduce<string[]>(
    (beginnings, letter) =>
      [...new Set([letter, letter.toLowerCase()])].flatMap((one) => beginnings.map((text) => text + one)),
    [''],
  );
}
