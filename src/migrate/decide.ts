import { type Decision, decideRows } from '../etl/decide-rows.ts';
import type { LegacyFile } from '../sources/legacy-sqlite/open.ts';
import { type RowFilter, readRows } from '../sources/legacy-sqlite/read.ts';
import { identityIn } from '../storage/timescale/record-identity.ts';
import type { Route } from './routes.ts';
import type { SourceContexts } from './source.ts';

/**
 * Decides about every row of a table, in the source's deterministic order.
 * @param only must not take one of two rows with the same key and leave the other
 */
export function decide<Row>(
  route: Route<Row>,
  file: LegacyFile,
  contexts: SourceContexts,
  only?: RowFilter,
): Generator<Decision<Row>> {
  return decideRows(readRows(file, route.source, only), {
    ...identityIn(route.target),
    validate: (row) => route.validate(row, contexts),
    neighbourhoodOf: route.neighbourhoods(file),
  });
}
