import type { Decision } from '../etl/decide-rows.ts';
import type { TargetColumn } from '../storage/timescale/target-tables.ts';
import type { Route } from './routes.ts';
import { slices } from './slices.ts';

/** Rows per transaction: large enough for COPY to be quick, small enough to lose little to a crash. */
const batchRows = 20_000;
/** The first batch of a table is smaller, so that the database has work while the next one is prepared. */
const firstBatchRows = 5_000;
/** Characters of text per transaction; the embedded engine holds a batch in memory as a whole. */
const batchCharacters = 8 << 20;

/**
 * Groups decisions into batches, always the same for the same source: the journal knows them by their numbers. Only
 * one batch is held.
 */
export async function* batches<Row>(
  route: Route<Row>,
  decisions: Iterable<Decision<Row>>,
): AsyncGenerator<readonly Decision<Row>[]> {
  const texts = route.target.columns.filter(({ type }) => type === 'text' || type === 'jsonb');
  let batch: Decision<Row>[] = [];
  let characters = 0;
  let limit = firstBatchRows;
  for await (const slice of slices(decisions)) {
    for (const decision of slice) {
      batch.push(decision);
      characters += lengthOf(decision, texts);
      if (batch.length < limit && characters < batchCharacters) continue;
      yield batch;
      batch = [];
      characters = 0;
      limit = batchRows;
    }
  }
  if (batch.length > 0) yield batch;
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
