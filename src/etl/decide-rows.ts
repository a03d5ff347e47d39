import type { Defect, Validated } from '../domain/defect.ts';
import type { RawRow, SourceRow } from '../domain/raw-row.ts';
import { PlaceNames } from './place-names.ts';

/** What becomes of one source row. Every row has exactly one decision. */
export type Decision<Row> =
  | { readonly kind: 'write'; readonly record: Row; readonly place: string }
  | { readonly kind: 'merge'; readonly place: string; readonly twin: string; readonly row: RawRow }
  | {
      readonly kind: 'quarantine';
      readonly place: string;
      readonly defect: Defect;
      readonly twin: string | null;
      readonly row: RawRow;
    };

/** By what the rows of one kind are judged. */
export interface DecisionRules<Row> {
  validate(row: RawRow): Validated<Row>;
  /** Equal texts, equal keys. */
  keyOf(record: Row): string;
  /** Whether two records of one key are the same but for when they were fetched. */
  saysTheSame(one: Row, other: Row): boolean;
  /**
   * Rows with equal keys have equal neighbourhoods, and a neighbourhood is contiguous in the source's order, so that
   * only one has to be remembered; null where rows with this key can be anywhere.
   */
  neighbourhoodOf(record: Row): string | null;
}

interface Seen<Row> {
  readonly place: string;
  readonly record: Row;
}

/**
 * Decides about every row, in the source's deterministic order: the same source gives the same decisions, which lets
 * a migration resume, a verification repeat them, and a reader of the source see what a migration would store. Of
 * rows with the same key the first is written; later ones are merged with it if they say the same, and quarantined
 * if they do not.
 */
export function* decideRows<Row>(
  rows: Iterable<SourceRow>,
  rules: DecisionRules<Row>,
): Generator<Decision<Row>> {
  const places = new PlaceNames();
  const seen = new SeenRows(rules);
  for (const source of rows) {
    const place = places.nameOf(source.place);
    const validated = rules.validate(source.row);
    if (!validated.ok) {
      yield { kind: 'quarantine', place, defect: validated.defect, twin: null, row: source.row };
      continue;
    }
    const { record } = validated;
    const twin = seen.twinOf(record, place);
    if (!twin) yield { kind: 'write', record, place };
    else if (rules.saysTheSame(twin.record, record))
      yield { kind: 'merge', place, twin: twin.place, row: source.row };
    else yield { kind: 'quarantine', place, defect: 'conflicting_twin', twin: twin.place, row: source.row };
  }
}

/** The rows written so far that a later one could equal: those of the present neighbourhood, and the homeless. */
class SeenRows<Row> {
  readonly #rules: DecisionRules<Row>;
  readonly #here = new Map<string, Seen<Row>>();
  readonly #anywhere = new Map<string, Seen<Row>>();
  #neighbourhood: string | null = null;
  /** The first row of the neighbourhood, until it has company: most never have, and need no key. */
  #alone: Seen<Row> | null = null;

  constructor(rules: DecisionRules<Row>) {
    this.#rules = rules;
  }

  /** The row with the same key that came before, or null, in which case this one is kept for later ones. */
  twinOf(record: Row, place: string): Seen<Row> | null {
    const neighbourhood = this.#rules.neighbourhoodOf(record);
    if (neighbourhood === null) return this.#among(this.#anywhere, record, place);
    if (neighbourhood !== this.#neighbourhood) {
      this.#neighbourhood = neighbourhood;
      this.#here.clear();
      this.#alone = { place, record };
      return null;
    }
    if (this.#alone) {
      this.#here.set(this.#rules.keyOf(this.#alone.record), this.#alone);
      this.#alone = null;
    }
    return this.#among(this.#here, record, place);
  }

  #among(rows: Map<string, Seen<Row>>, record: Row, place: string): Seen<Row> | null {
    const key = this.#rules.keyOf(record);
    const twin = rows.get(key);
    if (!twin) rows.set(key, { place, record });
    return twin ?? null;
  }
}
