import type pg from 'pg';
import type { OptionRecord } from '../../../domain/records.ts';
import { mergeRecords } from '../bulk-writer.ts';
import { callTable, putTable, type TargetTable } from '../target-tables.ts';

/** Snapshots of a chain as quoted at one time. */
export interface ChainSnapshot {
  readonly source: string;
  readonly calls: readonly OptionRecord[];
  readonly puts: readonly OptionRecord[];
}

/**
 * Stores a snapshot, within the caller's transaction. Quotes of other times stay: the time is part of their key, so
 * that storing the same snapshot again changes nothing.
 * @returns how many quotes were new or corrected
 */
export async function storeChain(
  client: pg.PoolClient,
  { source, calls, puts }: ChainSnapshot,
): Promise<number> {
  const written = await mergeRecords(client, from(callTable, source), calls);
  return written + (await mergeRecords(client, from(putTable, source), puts));
}

function from(table: TargetTable<OptionRecord>, source: string): TargetTable<OptionRecord> {
  const columns = table.columns.map((column) =>
    column.name === 'source' ? { ...column, of: () => source } : column,
  );
  return { ...table, columns };
}
