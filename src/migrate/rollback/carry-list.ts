import { readBack, type StoredRow } from '../../storage/timescale/read-back.ts';
import { decide } from '../decide.ts';
import type { Route } from '../routes.ts';
import { slices } from '../slices.ts';
import type { CarryTally } from './carried-back.ts';
import { carriedRows } from './carried-rows.ts';
import type { CarryJob } from './carry-job.ts';
import { RowCarrier } from './carry-row.ts';
import { fileRows, matchKey } from './file-rows.ts';

/** Company data can have 20 KB a row. */
const pageRows = 500;

/** Carries the rows of a plain table. It is small: all rows are compared, a page at a time. */
export async function carryList<Row>(route: Route<Row>, job: CarryJob, tally: CarryTally): Promise<void> {
  tally.onlyInFile = await usableRows(route, job);
  const carrier = new RowCarrier(route, job, tally);
  let page: StoredRow[] = [];
  for await (const row of readBack(job.pool, route.target, carriedRows(route, job.file))) {
    page.push(row);
    if (page.length < pageRows) continue;
    await carryPage(route, job, carrier, page, tally);
    page = [];
  }
  await carryPage(route, job, carrier, page, tally);
}

async function usableRows<Row>(route: Route<Row>, { file, contexts }: CarryJob): Promise<number> {
  let usable = 0;
  for await (const slice of slices(decide(route, file, contexts)))
    usable += slice.filter(({ kind }) => kind === 'write').length;
  return usable;
}

async function carryPage<Row>(
  route: Route<Row>,
  job: CarryJob,
  carrier: RowCarrier<Row>,
  page: readonly StoredRow[],
  tally: CarryTally,
): Promise<void> {
  // The key of a plain table is one column, of the same name in the file.
  const [key = ''] = route.target.key;
  const at = route.target.columns.findIndex(({ name }) => name === key);
  const parameters = page
    .map((row) => row[at] ?? null)
    .filter((value) => typeof value === 'string' || typeof value === 'bigint');
  const condition = `${key} IN (${parameters.map(() => '?').join(', ')})`;
  const found = await fileRows(route, job, { condition, parameters });
  const keyOf = matchKey(route.target);
  tally.onlyInFile -= found.size;
  for (const row of page) carrier.carry(row, found.get(keyOf(row)));
}
