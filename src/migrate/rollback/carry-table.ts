import type { Route } from '../routes.ts';
import { CarryTally } from './carried-back.ts';
import { countEarlierQuotes, countProvisional, countStored } from './carried-rows.ts';
import type { CarryJob } from './carry-job.ts';
import { carryList } from './carry-list.ts';
import { carrySeries } from './carry-series.ts';

/**
 * Makes one table of the file say what the database says: writes what the file lacks or has otherwise.
 * @param onRows told the rows written so far
 */
export async function carryTable<Row>(
  route: Route<Row>,
  job: CarryJob,
  onRows: (written: number) => void,
): Promise<CarryTally> {
  const tally = new CarryTally();
  if (!job.file.tables.has(route.source)) {
    tally.note('no_table', await countStored(job.pool, route.target.name));
    return tally;
  }
  if (route.target.hypertable) await carrySeries(route, job, tally, onRows);
  else await carryList(route, job, tally);
  if (route.source === 'price_history') tally.note('provisional', await countProvisional(job.pool));
  if (route.target.accumulates)
    tally.note('earlier_quote', await countEarlierQuotes(job.pool, route.target.name));
  onRows(tally.written);
  return tally;
}
