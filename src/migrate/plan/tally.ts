import type { Defect } from '../../domain/defect.ts';
import type { Decision } from '../../etl/legacy/decide-rows.ts';
import type { TableCounts } from '../report.ts';
import type { Route } from '../routes.ts';
import { offendingValues } from './offending-values.ts';
import type { Dirt, DirtExample, PlannedTable } from './plan-report.ts';
import type { Watcher } from './watcher.ts';

const mostExamples = 3;

interface Defective {
  count: number;
  readonly examples: DirtExample[];
}

/** Adds up the decisions about one table. */
export class Tally<Row> {
  readonly #route: Route<Row>;
  readonly #watchers: readonly ((record: Row) => void)[];
  readonly #counts: TableCounts = { read: 0, written: 0, merged: 0, quarantined: 0 };
  readonly #defects = new Map<Defect, Defective>();

  constructor(route: Route<Row>, watchers: readonly Watcher[]) {
    this.#route = route;
    this.#watchers = watchers.flatMap((watcher) => watcher.watch(route.target) ?? []);
  }

  add(decision: Decision<Row>): void {
    this.#counts.read += 1;
    if (decision.kind === 'write') {
      this.#counts.written += 1;
      for (const see of this.#watchers) see(decision.record);
    } else if (decision.kind === 'merge') {
      this.#counts.merged += 1;
    } else {
      this.#counts.quarantined += 1;
      this.#note(decision);
    }
  }

  get table(): PlannedTable {
    return { name: this.#route.source, target: this.#route.target.name, ...this.#counts };
  }

  /** The most frequent kind first. */
  get dirt(): Dirt[] {
    return [...this.#defects]
      .map(([reason, found]) => ({ table: this.#route.source, reason, ...found }))
      .sort((one, other) => other.count - one.count);
  }

  #note({ defect, place, twin, row }: Extract<Decision<Row>, { kind: 'quarantine' }>): void {
    const found = this.#defects.get(defect) ?? { count: 0, examples: [] };
    this.#defects.set(defect, found);
    found.count += 1;
    if (found.examples.length < mostExamples)
      found.examples.push({ place, twin, values: offendingValues(row, defect) });
  }
}
