import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import { dayText } from './calendar.ts';
import type { CorporateActions } from './corporate-actions.ts';
import type { MigrationPlan, Seam } from './plan-report.ts';
import { columnOf, numberColumn, textColumn, type Watcher } from './watcher.ts';

const dayMicros = 86_400_000_000;
/** Enough for any series that was fetched by a program; the rest is only counted, which bounds memory. */
const mostListed = 10_000;

interface Bar {
  readonly symbol: string;
  readonly interval: string;
  readonly ts: number;
  /** When it was written last, microseconds since 1970. */
  readonly fetched: number;
}

/**
 * Finds where a series mixes adjustment epochs. The older application stored prices adjusted for the splits and
 * dividends known when they were fetched, and never adjusted them again. So a bar is adjusted for all ex-dates up to
 * its fetch; where neighbours were fetched before and after an ex-date, one of them is not adjusted for it, and the
 * price jumps between them although nobody traded at such a jump.
 *
 * Bars must come in the order of the source: symbol, interval, time. Actions must be complete before the first bar.
 */
export class SeamFinder implements Watcher {
  readonly #actions: CorporateActions;
  readonly #list: Seam[] = [];
  #count = 0;
  #unknown = 0;
  #last: Bar | null = null;

  constructor(actions: CorporateActions) {
    this.#actions = actions;
  }

  watch<Row>(target: TargetTable<Row>): ((record: Row) => void) | null {
    if (target.name !== 'ts_price_history') return null;
    const symbol = textColumn(target, 'symbol');
    const interval = textColumn(target, 'interval');
    const ts = numberColumn(target, 'ts');
    const fetched = columnOf(target, 'fetched_at');
    return (record) => {
      const at = fetched(record);
      if (at === null) this.#unknown += 1;
      else
        this.#add({
          symbol: symbol(record),
          interval: interval(record),
          ts: ts(record),
          fetched: Number(at),
        });
    };
  }

  get result(): MigrationPlan['seams'] {
    return { count: this.#count, bars_without_fetch_time: this.#unknown, list: this.#list };
  }

  #add(bar: Bar): void {
    const last = this.#last;
    this.#last = bar;
    if (last === null || last.symbol !== bar.symbol || last.interval !== bar.interval) return;
    const [one, other] = [epochOf(last), epochOf(bar)];
    if (one === other) return;
    const actions = this.#actions.between(bar.symbol, Math.min(one, other), Math.max(one, other));
    if (actions.length === 0) return;
    this.#count += 1;
    if (this.#list.length >= mostListed) return;
    this.#list.push({
      symbol: bar.symbol,
      interval: bar.interval,
      at: barText(bar.ts),
      fetched_before: timeText(last.fetched),
      fetched_after: timeText(bar.fetched),
      actions: actions.map(({ kind, ts, value }) => ({ kind, date: dayText(ts / 1_000), value })),
    });
  }
}

/** Ex-dates up to here are in the bar's price. Later ones can only be missing if they lie after the bar itself. */
function epochOf({ ts, fetched }: Bar): number {
  return Math.max(ts, fetched);
}

function barText(micros: number): string {
  return micros % dayMicros === 0 ? dayText(micros / 1_000) : timeText(micros);
}

/** ISO 8601 in whole seconds. */
function timeText(micros: number): string {
  return `${new Date(Math.floor(micros / 1_000)).toISOString().slice(0, 19)}Z`;
}
