import { type Decision, decideRows } from '../etl/legacy/decide-rows.ts';
import { rowRepairer } from '../etl/legacy/row-repairer.ts';
import type { LegacyFile } from '../sources/legacy-sqlite/open.ts';
import { type RowFilter, readRows } from '../sources/legacy-sqlite/read.ts';
import { identityIn } from '../storage/timescale/record-identity.ts';
import type { Route } from './routes.ts';
import type { SourceContexts } from './source.ts';

/**
 * Decides about every row of a table, in the source's deterministic order, with the repairs that are on.
 * @param only must not take one of two rows with the same key and leave the other
 */
export function decide<Row>(
  route: Route<Row>,
  file: LegacyFile,
  contexts: SourceContexts,
  only?: RowFilter,
): Generator<Decision<Row>> {
  const { repairs, agreeingOptions } = contexts;
  return decideRows(readRows(file, route.source, only, repairs), {
    ...identityIn(route.target),
    repair: rowRepairer({ kinds: repairs, agreeingOptions: agreeingOptions.get(route.source) ?? new Set() }),
    validate: (row) => route.validate(row, contexts),
    neighbours: route.neighbours(file, repairs),
  });
}
