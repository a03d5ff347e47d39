import type { RowFilter } from '../../sources/legacy-sqlite/read.ts';
import { scopeNameOf, scopesOf } from '../../sources/legacy-sqlite/row-scope.ts';
import { ChecksumBuilder, groupNames } from '../../storage/timescale/checksum/builder.ts';
import type { Checksums } from '../../storage/timescale/checksum/stored.ts';
import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import { decide } from '../decide.ts';
import { isEntangled } from '../follow/affected.ts';
import { packs } from '../follow/reconcile.ts';
import { differingGroups, everything, nothing, partsOf } from '../groups.ts';
import type { Route } from '../routes.ts';
import { slices } from '../slices.ts';
import type { CarryTally } from './carried-back.ts';
import { CarriedSeries } from './carried-series.ts';
import type { CarryJob } from './carry-job.ts';
import { RowCarrier } from './carry-row.ts';
import { fileRows, matchKey } from './file-rows.ts';

/** Rows of one symbol that are held and compared together. */
interface Portion<Row> {
  isOf(record: Row): boolean;
  readonly symbol: string;
  readonly years: readonly (number | null)[];
}

/**
 * Carries the rows of a hypertable. Symbols and years whose checksums agree are not looked at more closely.
 * @param onRows told the rows written so far
 */
export async function carrySeries<Row>(
  route: Route<Row>,
  job: CarryJob,
  tally: CarryTally,
  onRows: (written: number) => void,
): Promise<void> {
  const { pool, file, repairs } = job;
  const carried = new CarriedSeries(route, pool, file);
  const here = await fileChecksums(route, job);
  const there = await carried.checksums();
  const sizes = larger(here, there);
  const scopes = scopesOf(file, route.source);
  const isWhole = isEntangled(file, route.source, repairs);
  const symbols = Map.groupBy(differingGroups(here, there), (group) => partsOf(group)[0]);
  const carrier = new RowCarrier(route, job, tally);
  for (const [symbol, groups] of symbols) {
    const rows = isWhole ? everything : (scopes.get(scopeNameOf(symbol)) ?? nothing);
    for (const portion of portionsOf(route.target, symbol, groups, sizes))
      await carryPortion({ route, job, carrier, carried, tally }, rows, portion);
    onRows(tally.written);
  }
}

async function fileChecksums<Row>(route: Route<Row>, { file, contexts }: CarryJob): Promise<Checksums> {
  const builder = new ChecksumBuilder(route.target);
  for await (const slice of slices(decide(route, file, contexts)))
    for (const decision of slice) if (decision.kind === 'write') builder.add(decision.record);
  return builder.sums();
}

/** Of each group the side with more rows: by it portions are measured. */
function larger(here: Checksums, there: Checksums): Checksums {
  const sizes = new Map(there);
  for (const [name, group] of here) if (group.rows > (sizes.get(name)?.rows ?? 0)) sizes.set(name, group);
  return sizes;
}

function* portionsOf<Row>(
  target: TargetTable<Row>,
  symbol: string,
  groups: readonly string[],
  sizes: Checksums,
): Generator<Portion<Row>> {
  const groupOf = groupNames(target);
  if (target.accumulates) {
    // A quote can replace one of another year.
    const isOf = (record: Row): boolean => partsOf(groupOf(record))[0] === symbol;
    yield { isOf, symbol, years: [null] };
    return;
  }
  for (const pack of packs(groups, sizes)) {
    const wanted = new Set(pack);
    yield {
      isOf: (record) => wanted.has(groupOf(record)),
      symbol,
      years: pack.map((group) => partsOf(group)[1]),
    };
  }
}

interface Carrying<Row> {
  readonly route: Route<Row>;
  readonly job: CarryJob;
  readonly carrier: RowCarrier<Row>;
  readonly carried: CarriedSeries<Row>;
  readonly tally: CarryTally;
}

async function carryPortion<Row>(
  { route, job, carrier, carried, tally }: Carrying<Row>,
  filter: RowFilter,
  { isOf, symbol, years }: Portion<Row>,
): Promise<void> {
  const keyOf = matchKey(route.target);
  const found = await fileRows(route, job, filter, isOf);
  tally.onlyInFile += found.size;
  for (const year of years) {
    for await (const { rows, isAdjusted } of carried.of(symbol, year)) {
      for (const row of rows) {
        const match = found.get(keyOf(row));
        if (match) tally.onlyInFile -= 1;
        carrier.carry(row, match, isAdjusted);
      }
    }
  }
}
