import type { Generation } from './tables.ts';

/**
 * The generation of a file, told by the columns of its `price_history`. Not by `alembic_version`, which is often
 * empty, and not by which tables exist: newer code adds its empty tables to old files without adding columns.
 */
export function detectGeneration(priceHistoryColumns: ReadonlySet<string>): Generation {
  return priceHistoryColumns.has('updated_at') ? 2 : 1;
}
