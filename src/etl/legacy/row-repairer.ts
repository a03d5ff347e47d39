import { intervalAliases } from '../../domain/interval.ts';
import { inUpperCase, isTickerSymbol } from '../../domain/nominal.ts';
import type { RawRow } from '../../domain/raw-row.ts';
import { inListOrder, type RepairKind, type RepairSet } from '../../domain/repair.ts';
import { hasBareConstants } from './json.ts';

/** A source row as a validator gets to see it. */
export interface RepairedRow {
  readonly row: RawRow;
  /** What was mended; nothing in most rows. */
  readonly kinds: readonly RepairKind[];
  /** Whether it gives way to a row that has its key without repair. */
  readonly givesWay: boolean;
}

/** Mends a row; leaves the given one as it is. */
export type RowRepairer = (row: RawRow) => RepairedRow;

/** Which repairs are on for the rows of a table. */
export interface RepairRules {
  readonly kinds: RepairSet;
  /** The ids of options that several rows say alike; validators do not refuse them while the repair is on. */
  readonly agreeingOptions: ReadonlySet<bigint>;
}

/** The row as it is to be taken, or null where there is nothing to mend. */
type Mend = (row: RawRow, rules: RepairRules) => RawRow | null;

function mendSymbol(row: RawRow): RawRow | null {
  const symbol = row['symbol'];
  if (typeof symbol !== 'string' || isTickerSymbol(symbol)) return null;
  const mended = inUpperCase(symbol);
  return isTickerSymbol(mended) ? { ...row, symbol: mended } : null;
}

function mendInterval(row: RawRow): RawRow | null {
  const name = row['interval'];
  if (typeof name !== 'string' || !Object.hasOwn(intervalAliases, name)) return null;
  return { ...row, interval: intervalAliases[name] ?? name };
}

const mends: Readonly<Record<RepairKind, Mend>> = {
  'symbol-case': mendSymbol,
  'interval-alias': mendInterval,
  'duplicate-options': (row, { agreeingOptions }) => {
    const id = row['id'];
    return typeof id === 'bigint' && agreeingOptions.has(id) && !row['contract_symbol'] ? row : null;
  },
  // The validator makes null of what stands bare, and keeps the text.
  'stock-info-nan': (row) => {
    const text = row['info_json'];
    return typeof text === 'string' && hasBareConstants(text) ? row : null;
  },
};

/** What mends the rows of a table, or null where no repair is on. */
export function rowRepairer(rules: RepairRules): RowRepairer | null {
  if (rules.kinds.size === 0) return null;
  const active = inListOrder(rules.kinds);
  return (original) => {
    let row = original;
    const kinds: RepairKind[] = [];
    for (const kind of active) {
      const mended = mends[kind](row, rules);
      if (mended === null) continue;
      row = mended;
      kinds.push(kind);
    }
    // Company data with NaN is taken without repair, too.
    return { row, kinds, givesWay: kinds.some((kind) => kind !== 'stock-info-nan') };
  };
}
