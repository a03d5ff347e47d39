import type { Defect } from '../domain/defect.ts';
import type { RawRow } from '../domain/raw-row.ts';
import type { LegacyFile } from '../sources/legacy-sqlite/open.ts';
import { readRows } from '../sources/legacy-sqlite/read.ts';
import { fieldText } from '../storage/timescale/field-text.ts';
import type { TargetColumn, TargetTable } from '../storage/timescale/target-tables.ts';
import { PlaceNames } from './place-names.ts';
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
  const places = new PlaceNames();
  const seen = new SeenRows(route, file);
  for (const source of readRows(file, route.source)) {
    const place = places.nameOf(source.place);
    const validated = route.validate(source.row, contexts);
    if (!validated.ok) {
      yield { kind: 'quarantine', place, defect: validated.defect, twin: null, row: source.row };
      continue;
    }
    const { record } = validated;
    const twin = seen.twinOf(record, place);
    if (!twin) yield { kind: 'write', record, place };
    else if (saysTheSame(route.target, twin.record, record)) yield { kind: 'merge', place, twin: twin.place };
    else yield { kind: 'quarantine', place, defect: 'conflicting_twin', twin: twin.place, row: source.row };
  }
}

/** The rows written so far that a later one could equal: those of the present neighbourhood, and the homeless. */
class SeenRows<Row> {
  readonly #neighbourhoodOf: (record: Row) => string | null;
  readonly #key: readonly TargetColumn<Row>[];
  readonly #here = new Map<string, Seen<Row>>();
  readonly #anywhere = new Map<string, Seen<Row>>();
  #neighbourhood = '';

  constructor(route: Route<Row>, file: LegacyFile) {
    this.#neighbourhoodOf = route.neighbourhoods(file);
    this.#key = route.target.columns.filter(({ name }) => route.target.key.includes(name));
  }

  /** The row with the same key that came before, or null, in which case this one is kept for later ones. */
  twinOf(record: Row, place: string): Seen<Row> | null {
    const rows = this.#around(record);
    // No text that can be stored has a NUL in it.
    const key = this.#key.map((column) => column.of(record)).join('\0');
    const twin = rows.get(key);
    if (!twin) rows.set(key, { place, record });
    return twin ?? null;
  }

  #around(record: Row): Map<string, Seen<Row>> {
    const neighbourhood = this.#neighbourhoodOf(record);
    if (neighbourhood === null) return this.#anywhere;
    if (neighbourhood !== this.#neighbourhood) {
      this.#here.clear();
      this.#neighbourhood = neighbourhood;
    }
    return this.#here;
  }
}

/** When a row was fetched does not make it another row. */
const bookkeeping = new Set(['created_at', 'updated_at', 'fetched_at', 'first_fetched_at']);

function saysTheSame<Row>({ columns }: TargetTable<Row>, one: Row, other: Row): boolean {
  return columns.every(
    ({ name, type, of }) => bookkeeping.has(name) || fieldText(type, of(one)) === fieldText(type, of(other)),
  );
}
