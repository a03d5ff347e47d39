import type { Defect } from '../domain/defect.ts';
import type { RawRow } from '../domain/raw-row.ts';
import type { LegacyFile } from '../sources/legacy-sqlite/open.ts';
import { readRows } from '../sources/legacy-sqlite/read.ts';
import type { TargetTable } from '../storage/timescale/target-tables.ts';
import type { Route } from './routes.ts';
import type { SourceContexts } from './source.ts';

/** What becomes of one source row. Every row has exactly one decision. */
export type Decision<Row> =
  | { readonly kind: 'write'; readonly record: Row; readonly place: string }
  | { readonly kind: 'merge'; readonly place: string; readonly twin: string }
  | {
      readonly kind: 'quarantine';
      readonly place: string;
      readonly defect: Defect;
      readonly twin: string | null;
      readonly row: RawRow;
    };

interface Seen<Row> {
  readonly place: string;
  readonly record: Row;
}

/**
 * Decides about every row of a table, in the source's deterministic order: the same source gives the same
 * decisions, which lets a run resume and a verification repeat them. Of rows with the same key the first is
 * written; later ones are merged with it if they say the same, and quarantined if they do not.
 */
export function* decide<Row>(
  route: Route<Row>,
  file: LegacyFile,
  contexts: SourceContexts,
): Generator<Decision<Row>> {
  const seen = new Map<string, Seen<Row>>();
  let neighbourhood: string | null = null;
  for (const { place, row } of readRows(file, route.source)) {
    const validated = route.validate(row, contexts);
    if (!validated.ok) {
      yield { kind: 'quarantine', place, defect: validated.defect, twin: null, row };
      continue;
    }
    const { record } = validated;
    const here = route.neighbourhood(record);
    if (here !== neighbourhood) {
      seen.clear();
      neighbourhood = here;
    }
    const key = textOf(route.target, record, (name) => route.target.key.includes(name));
    const twin = seen.get(key);
    if (!twin) {
      seen.set(key, { place, record });
      yield { kind: 'write', record, place };
    } else if (textOf(route.target, twin.record, isContent) === textOf(route.target, record, isContent)) {
      yield { kind: 'merge', place, twin: twin.place };
    } else {
      yield { kind: 'quarantine', place, defect: 'conflicting_twin', twin: twin.place, row };
    }
  }
}

const bookkeeping = new Set(['created_at', 'updated_at', 'fetched_at', 'first_fetched_at']);

/** When a row was fetched does not make it another row. */
function isContent(name: string): boolean {
  return !bookkeeping.has(name);
}

function textOf<Row>(table: TargetTable<Row>, record: Row, wanted: (name: string) => boolean): string {
  let text = '';
  for (const column of table.columns) {
    if (wanted(column.name)) text += `${String(column.of(record))}\u0001`;
  }
  return text;
}
