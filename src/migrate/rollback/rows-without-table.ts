import type pg from 'pg';
import type { CarriedBack } from './carried-back.ts';
import { countStored } from './carried-rows.ts';

/** What only Stockula knows: notes about bars, bars that it set aside, interest rates. */
export async function rowsWithoutTable(pool: pg.Pool): Promise<CarriedBack['not_carried']> {
  const counts: { table: string; count: number }[] = [];
  for (const [table, from] of [
    ['bar_flags', 'bar_flags'],
    ['quarantine', 'quarantine WHERE etl_run_id IS NOT NULL'],
    ['interest_rates', 'interest_rates'],
  ] as const)
    counts.push({ table, count: await countStored(pool, from) });
  return counts.filter(({ count }) => count > 0);
}
