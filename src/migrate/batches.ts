import { type Decision, repairOf } from '../etl/legacy/decide-rows.ts';
import type { TargetColumn } from '../storage/timescale/target-tables.ts';
import type { TableCounts } from './report.ts';
import type { Route } from './routes.ts';

/** Rows per transaction: large enough for COPY to be quick, small enough to lose little to a crash. */
const batchRows = 20_000;
/** The first batch of a table is smaller, so that the database has work while the next one is prepared. */
const firstBatchRows = 5_000;
/** Characters of text per transaction; the embedded engine holds a batch in memory as a whole. */
const batchCharacters = 8 << 20;

/** Rows of one transaction. */
export interface Batch<Row> {
  /** Its place among the batches of its table. */
  readonly number: number;
  readonly counts: TableCounts;
  /** What is to be written. */
  readonly records: readonly Row[];
  /** Decisions by which something is to be filed: merged, repaired and quarantined rows. */
  readonly asides: readonly Decision<Row>[];
}

/**
 * Groups decisions into batches, always the same for the same source: the journal knows them by their numbers. Of a
 * row that is only written the record alone is kept: what is held for long costs the garbage collector most.
 */
export class BatchBuilder<Row> {
  readonly #texts: readonly TargetColumn<Row>[];
  #limit = firstBatchRows;
  #number = 0;
  #batch = emptyBatch<Row>(0);
  #characters = 0;

  constructor({ target }: Route<Row>) {
    this.#texts = target.columns.filter(({ type }) => type === 'text' || type === 'jsonb');
  }

  /** Adds a decision; returns the batch that it completes, if it does. */
  add(decision: Decision<Row>): Batch<Row> | null {
    const { counts, records, asides } = this.#batch;
    counts.read += 1;
    if (decision.kind === 'write') {
      counts.written += 1;
      records.push(decision.record);
    } else if (decision.kind === 'merge') counts.merged += 1;
    else counts.quarantined += 1;
    if (decision.kind !== 'write' || repairOf(decision)) asides.push(decision);
    this.#characters += lengthOf(decision, this.#texts);
    return counts.read < this.#limit && this.#characters < batchCharacters ? null : this.#take();
  }

  /** What is left at the end. */
  end(): Batch<Row> | null {
    return this.#batch.counts.read === 0 ? null : this.#take();
  }

  #take(): Batch<Row> {
    const batch = this.#batch;
    this.#number += 1;
    this.#batch = emptyBatch(this.#number);
    this.#characters = 0;
    this.#limit = batchRows;
    return batch;
  }
}

interface GrowingBatch<Row> extends Batch<Row> {
  readonly records: Row[];
  readonly asides: Decision<Row>[];
}

function emptyBatch<Row>(number: number): GrowingBatch<Row> {
  return { number, counts: { read: 0, written: 0, merged: 0, quarantined: 0 }, records: [], asides: [] };
}

function lengthOf<Row>(decision: Decision<Row>, texts: readonly TargetColumn<Row>[]): number {
  if (decision.kind === 'merge') return 0;
  let length = 0;
  if (decision.kind === 'write') {
    for (const { of } of texts) length += String(of(decision.record) ?? '').length;
    return length;
  }
  for (const value of Object.values(decision.row)) {
    if (typeof value === 'string') length += value.length;
    else if (value instanceof Uint8Array) length += 2 * value.length;
  }
  return length;
}
