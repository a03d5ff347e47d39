import { type Decision, repairOf } from '../etl/legacy/decide-rows.ts';
import { originalContent } from '../etl/legacy/original.ts';
import { ChecksumBuilder } from '../storage/timescale/checksum/builder.ts';
import type { Checksums } from '../storage/timescale/checksum/stored.ts';
import type { AsideChecksums } from './aside-checksums.ts';
import { mergedTable, quarantineTable, repairedEntries, repairedTable } from './aside-tables.ts';
import type { QuarantineCount, RepairCount, TableCounts } from './report.ts';
import type { Route } from './routes.ts';

/** What should be found of a table: its rows, and what of it was set aside. */
export interface TableChecksums extends AsideChecksums {
  readonly rows: Checksums;
}

/** Adds up what should be found, decision by decision. */
export class Expectation<Row> {
  readonly counts: TableCounts = { read: 0, written: 0, merged: 0, quarantined: 0 };
  readonly reasons = new Map<QuarantineCount['reason'], number>();
  readonly repairs = new Map<RepairCount['kind'], number>();
  readonly #rows: ChecksumBuilder<Row>;
  readonly #quarantined = new ChecksumBuilder(quarantineTable);
  readonly #merged = new ChecksumBuilder(mergedTable);
  readonly #repaired = new ChecksumBuilder(repairedTable);

  constructor(route: Route<Row>) {
    this.#rows = new ChecksumBuilder(route.target);
  }

  add(decision: Decision<Row>): void {
    this.counts.read += 1;
    this.#addRepair(decision);
    if (decision.kind === 'write') {
      this.counts.written += 1;
      this.#rows.add(decision.record);
    } else if (decision.kind === 'merge') {
      this.counts.merged += 1;
      this.#merged.add(decision);
    } else {
      const { defect: reason, row, place, twin } = decision;
      this.counts.quarantined += 1;
      this.#quarantined.add({ place, reason, twin, original: originalContent(row) });
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    }
  }

  /** Rows to be written by group (symbol and year, or a whole plain table). */
  get groups(): ReadonlyMap<string, number> {
    return this.#rows.counts;
  }

  /** Of all that was added; no more can be added afterwards. */
  async sums(): Promise<TableChecksums> {
    const [rows, quarantined, merged, repaired] = await Promise.all([
      this.#rows.sums(),
      this.#quarantined.sums(),
      this.#merged.sums(),
      this.#repaired.sums(),
    ]);
    return { rows, quarantined, merged, repaired };
  }

  /** Gives up what was added. */
  async abandon(): Promise<void> {
    await this.#rows.abandon();
  }

  #addRepair(decision: Decision<Row>): void {
    if (!repairOf(decision)) return;
    for (const entry of repairedEntries(decision)) {
      this.#repaired.add(entry);
      this.repairs.set(entry.kind, (this.repairs.get(entry.kind) ?? 0) + 1);
    }
  }
}
