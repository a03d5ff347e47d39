import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import { dayText } from './calendar.ts';
import type { SymbolRows } from './plan-report.ts';
import { numberColumn, textColumn, type Watcher } from './watcher.ts';

type Kind = 'bars' | 'dividends' | 'splits' | 'options';

const kinds: Readonly<Record<string, Kind>> = {
  ts_price_history: 'bars',
  ts_dividends: 'dividends',
  ts_splits: 'splits',
  ts_options_calls: 'options',
  ts_options_puts: 'options',
};

type Counts = Record<Kind, number> & { first: number; last: number };

/** Counts the rows of each symbol. */
export class SymbolCounter implements Watcher {
  readonly #symbols = new Map<string, Counts>();

  watch<Row>(target: TargetTable<Row>): ((record: Row) => void) | null {
    const kind = kinds[target.name];
    if (kind === undefined) return null;
    const symbol = textColumn(target, 'symbol');
    const ts = numberColumn(target, 'ts');
    return (record) => {
      const counts = this.#of(symbol(record));
      counts[kind] += 1;
      if (kind === 'bars') extend(counts, ts(record));
    };
  }

  /** By symbol, those with most bars first. */
  get rows(): SymbolRows[] {
    return [...this.#symbols]
      .map(([symbol, { first, last, ...counts }]) => ({
        symbol,
        ...counts,
        first_bar: counts.bars === 0 ? null : dayText(first / 1_000),
        last_bar: counts.bars === 0 ? null : dayText(last / 1_000),
      }))
      .sort((one, other) => other.bars - one.bars || (one.symbol < other.symbol ? -1 : 1));
  }

  #of(symbol: string): Counts {
    const known = this.#symbols.get(symbol);
    if (known) return known;
    const counts = { bars: 0, dividends: 0, splits: 0, options: 0, first: Infinity, last: -Infinity };
    this.#symbols.set(symbol, counts);
    return counts;
  }
}

function extend(counts: Counts, ts: number): void {
  counts.first = Math.min(counts.first, ts);
  counts.last = Math.max(counts.last, ts);
}
