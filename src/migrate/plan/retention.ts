import type { EpochMicros } from '../../domain/nominal.ts';
import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import { subtractInterval } from './calendar.ts';
import type { MigrationPlan } from './plan-report.ts';
import { numberColumn, type Watcher } from './watcher.ts';

/** Counts the bars that a retention policy of the configured length would drop. */
export class RetentionCounter implements Watcher {
  readonly #window: string | null;
  /** Milliseconds since 1970; null: nothing is too old. */
  readonly #cutoff: number | null;
  #older = 0;

  constructor(window: string | null, asOf: EpochMicros) {
    this.#window = window;
    this.#cutoff = window === null ? null : subtractInterval(asOf / 1_000, window);
  }

  watch<Row>(target: TargetTable<Row>): ((record: Row) => void) | null {
    if (target.name !== 'ts_price_history' || this.#cutoff === null) return null;
    const cutoffMicros = this.#cutoff * 1_000;
    const ts = numberColumn(target, 'ts');
    return (record) => {
      if (ts(record) < cutoffMicros) this.#older += 1;
    };
  }

  get result(): MigrationPlan['retention'] {
    return {
      window: this.#window,
      cutoff: this.#cutoff === null ? null : new Date(this.#cutoff).toISOString(),
      rows_older_than_retention: this.#older,
      policy_created_paused: this.#older > 0,
    };
  }
}
