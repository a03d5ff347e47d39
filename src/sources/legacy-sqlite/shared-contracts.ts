import { isTickerSymbol } from '../../domain/nominal.ts';
import { noRepairs, type RepairSet } from '../../domain/repair.ts';
import type { LegacyFile } from './open.ts';
import { symbolTerm } from './row-order.ts';

/** What follows the root in a contract symbol: yymmdd, C or P, the strike in 8 digits. */
const tailLength = 15;

/** The part of a contract symbol before date, right and strike. Counts characters as SQLite does. */
export function contractRoot(contract: string): string {
  const characters = /[\ud800-\udfff]/.test(contract) ? [...contract] : contract;
  const root = characters.slice(0, Math.max(0, characters.length - tailLength));
  return typeof root === 'string' ? root : root.join('');
}

/**
 * The roots under which contracts of several symbols are listed, with these symbols: BRK-B and BRK.B have BRKB, an
 * index has its own and its weekly ones. Only contracts with such a root can occur under more than one symbol.
 */
export function sharedContractRoots(
  file: LegacyFile,
  table: 'options_calls' | 'options_puts',
  kinds: RepairSet = noRepairs,
): ReadonlyMap<string, ReadonlySet<string>> {
  if (!file.tables.has(table)) return new Map();
  const symbolsOf = new Map<string, Set<string>>();
  const rows = file.database
    .prepare(
      `SELECT DISTINCT ${symbolTerm(kinds)} AS symbol, substr(contract_symbol, 1, max(0, length(contract_symbol) - ${tailLength})) AS root
       FROM ${table} WHERE typeof(symbol) = 'text'`,
    )
    .iterate();
  for (const { symbol, root } of rows) {
    if (typeof symbol !== 'string' || !isTickerSymbol(symbol)) continue;
    // Without a contract symbol it will be composed, from the letters and digits of the ticker.
    const roots = typeof root === 'string' && root !== '' ? [root] : ['', symbol.replace(/[^A-Z0-9]/g, '')];
    for (const one of roots) symbolsOf.set(one, (symbolsOf.get(one) ?? new Set()).add(symbol));
  }
  return new Map([...symbolsOf].filter(([, symbols]) => symbols.size > 1));
}
