import type { Defect } from '../../domain/defect.ts';
import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import type { Dirt, MigrationPlan } from './plan-report.ts';
import { columnOf, type Watcher } from './watcher.ts';

const repairable = ['symbol_case', 'interval_alias', 'duplicate_option'] as const satisfies readonly Defect[];

/** Counts company data whose text is no JSON, mostly for a bare NaN: it is stored beside what could be read. */
export class JsonCounter implements Watcher {
  #rows = 0;

  watch<Row>(target: TargetTable<Row>): ((record: Row) => void) | null {
    if (target.name !== 'stock_info') return null;
    const original = columnOf(target, 'original');
    return (record) => {
      if (original(record) !== null) this.#rows += 1;
    };
  }

  get rows(): number {
    return this.#rows;
  }
}

/** How many rows of each kind could be repaired. */
export function repairsOf(dirt: readonly Dirt[], json: JsonCounter): MigrationPlan['repairs'] {
  const rowsOf = (kind: Defect): number =>
    dirt.reduce((sum, { reason, count }) => (reason === kind ? sum + count : sum), 0);
  return [
    ...repairable.map((kind) => ({ kind, rows: rowsOf(kind) })),
    { kind: 'stock_info_nan' as const, rows: json.rows },
  ];
}
