import type { Defect, Validated } from '../domain/defect.ts';
import type { RawRow, SourceRow } from '../domain/raw-row.ts';
import type { RepairKind } from '../domain/repair.ts';
import { PlaceNames } from './place-names.ts';
import type { RepairedRow, RowRepairer } from './repair/row-repairer.ts';

/** What was mended in a row before it could be taken, and the row as it came. */
export interface Repair {
  readonly kinds: readonly RepairKind[];
  readonly row: RawRow;
}

/** What becomes of one source row. Every row has exactly one decision; `row` is the row as it came. */
export type Decision<Row> =
  | { readonly kind: 'write'; readonly record: Row; readonly place: string; readonly repair: Repair | null }
  | {
      readonly kind: 'merge';
      readonly place: string;
      readonly twin: string;
      readonly row: RawRow;
      readonly repair: Repair | null;
    }
  | {
      readonly kind: 'quarantine';
      readonly place: string;
      readonly defect: Defect;
      readonly twin: string | null;
      readonly row: RawRow;
    };

/** What was mended in a row that was taken; a row that is quarantined all the same is quarantined as it came. */
export function repairOf(decision: Decision<unknown>): Repair | null {
  return decision.kind === 'quarantine' ? null : decision.repair;
}

/** By what the rows of one kind are judged. */
export interface DecisionRules<Row> {
  /** Mends rows before they are validated; null: they are taken as they are. */
  readonly repair: RowRepairer | null;
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

/** A sound row, as it is or after repair. */
interface Candidate<Row> {
  readonly place: string;
  readonly record: Row;
  readonly row: RawRow;
  readonly repair: Repair | null;
}

/**
 * Decides about every row, in the source's deterministic order: the same source and the same repairs give the same
 * decisions, which lets a migration resume, a verification repeat them, and a reader of the source see what a
 * migration would store. Of rows with the same key the first is written; later ones are merged with it if they say
 * the same, and quarantined if they do not. Repaired rows come after all others of their neighbourhood: a repair
 * never takes the place of a row that needs none.
 */
export function* decideRows<Row>(
  rows: Iterable<SourceRow>,
  rules: DecisionRules<Row>,
): Generator<Decision<Row>> {
  const places = new PlaceNames();
  const here = new Neighbourhood(rules);
  const anywhere = new Neighbourhood(rules);
  let name = '';
  for (const source of rows) {
    const place = places.nameOf(source.place);
    const taken = rules.repair?.(source.row) ?? asItIs(source.row);
    const validated = rules.validate(taken.row);
    if (!validated.ok) {
      yield { kind: 'quarantine', place, defect: validated.defect, twin: null, row: source.row };
      continue;
    }
    const { record } = validated;
    const neighbourhood = rules.neighbourhoodOf(record);
    if (neighbourhood !== null && neighbourhood !== name) {
      yield* here.leave();
      name = neighbourhood;
    }
    const around = neighbourhood === null ? anywhere : here;
    const repair = taken.kinds.length === 0 ? null : { kinds: taken.kinds, row: source.row };
    const candidate = { place, record, row: source.row, repair };
    if (taken.givesWay) around.keepWaiting(candidate);
    else yield around.decide(candidate);
  }
  yield* here.leave();
  yield* anywhere.leave();
}

const asItIs = (row: RawRow): RepairedRow => ({ row, kinds: [], givesWay: false });

/** Rows among which those with the same key are. */
class Neighbourhood<Row> {
  readonly #rules: DecisionRules<Row>;
  readonly #written = new Map<string, { readonly place: string; readonly record: Row }>();
  #waiting: Candidate<Row>[] = [];

  constructor(rules: DecisionRules<Row>) {
    this.#rules = rules;
  }

  decide({ place, record, row, repair }: Candidate<Row>): Decision<Row> {
    const key = this.#rules.keyOf(record);
    const twin = this.#written.get(key);
    if (!twin) {
      this.#written.set(key, { place, record });
      return { kind: 'write', record, place, repair };
    }
    if (this.#rules.saysTheSame(twin.record, record))
      return { kind: 'merge', place, twin: twin.place, row, repair };
    return { kind: 'quarantine', place, defect: 'conflicting_twin', twin: twin.place, row };
  }

  /** Its turn comes when all others have been decided about. */
  keepWaiting(candidate: Candidate<Row>): void {
    this.#waiting.push(candidate);
  }

  /** Decides about the rows that waited, and forgets all. */
  leave(): Decision<Row>[] {
    const decisions = this.#waiting.map((candidate) => this.decide(candidate));
    this.#waiting = [];
    this.#written.clear();
    return decisions;
  }
}
