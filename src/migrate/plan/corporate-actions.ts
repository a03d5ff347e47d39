import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import { numberColumn, textColumn, type Watcher } from './watcher.ts';

/** A dividend or split that prices are adjusted for. */
export interface Action {
  readonly kind: 'dividend' | 'split';
  /** Ex-date at 00:00 UTC, microseconds since 1970. */
  readonly ts: number;
  /** Cash per share, or new shares per old one. */
  readonly value: number;
}

const kinds: Readonly<Record<string, { kind: Action['kind']; value: string }>> = {
  ts_dividends: { kind: 'dividend', value: 'amount' },
  ts_splits: { kind: 'split', value: 'ratio' },
};

/** Remembers the corporate actions of every symbol: some dozens each, against thousands of bars. */
export class CorporateActions implements Watcher {
  readonly #bySymbol = new Map<string, Action[]>();

  watch<Row>(target: TargetTable<Row>): ((record: Row) => void) | null {
    const action = kinds[target.name];
    if (action === undefined) return null;
    const symbol = textColumn(target, 'symbol');
    const ts = numberColumn(target, 'ts');
    const value = numberColumn(target, action.value);
    return (record) => {
      const actions = this.#bySymbol.get(symbol(record)) ?? [];
      if (actions.length === 0) this.#bySymbol.set(symbol(record), actions);
      actions.push({ kind: action.kind, ts: ts(record), value: value(record) });
    };
  }

  /** The actions of a symbol with an ex-date after `from`, up to and including `to`; microseconds since 1970. */
  between(symbol: string, from: number, to: number): Action[] {
    const actions = this.#bySymbol.get(symbol) ?? [];
    return actions.filter(({ ts }) => ts > from && ts <= to).sort((one, other) => one.ts - other.ts);
  }
}
