import type { Defect, Validated } from '../../domain/defect.ts';
import type { RawRow, SourceRow } from '../../domain/raw-row.ts';
import type { RepairKind } from '../../domain/repair.ts';
import { PlaceNames } from './place-names.ts';
import type { RepairedRow, RowRepairer } from './row-repairer.ts';

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
  /** Where rows with equal keys are to be found; null: anywhere. */
  readonly neighbours: Neighbours<Row> | null;
}

/** Rows with equal keys are neighbours, and neighbours follow each other in the source's order, so that only those of one place have to be remembered. */
export interface Neighbours<Row> {
  areNeighbours(one: Row, other: Row): boolean;
  /** Whether rows with the key of this one can be anywhere all the same. */
  isScattered?(record: Row): boolean;
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
  for (const source of rows) {
    const place = places.nameOf(source.place);
    const taken = rules.repair?.(source.row) ?? asItIs(source.row);
    const validated = rules.validate(taken.row);
    if (!validated.ok) {
      yield { kind: 'quarantine', place, defect: validated.defect, twin: null, row: source.row };
      continue;
    }
    const { record } = validated;
    const around = isScattered(rules, record) ? anywhere : here;
    if (around === here && here.isLeftFor(record)) yield* here.leave();
    const repair = taken.kinds.length === 0 ? null : { kinds: taken.kinds, row: source.row };
    const candidate = { place, record, row: source.row, repair };
    if (taken.givesWay) around.keepWaiting(candidate);
    else yield around.decide(candidate);
  }
  yield* here.leave();
  yield* anywhere.leave();
}

function isScattered<Row>({ neighbours }: DecisionRules<Row>, record: Row): boolean {
  return neighbours === null || neighbours.isScattered?.(record) === true;
}

const asItIs = (row: RawRow): RepairedRow => ({ row, kinds: [], givesWay: false });

/** Rows among which those with the same key are. */
class Neighbourhood<Row> {
  readonly #rules: DecisionRules<Row>;
  readonly #written = new Map<string, Written<Row>>();
  /** The only one so far; most are alone in their neighbourhood, and no key need be made of them. */
  #alone: Written<Row> | null = null;
  #waiting: Candidate<Row>[] = [];
  #last: Row | null = null;

  constructor(rules: DecisionRules<Row>) {
    this.#rules = rules;
  }

  /** Whether a record, the next one, lies in another neighbourhood. */
  isLeftFor(record: Row): boolean {
    const last = this.#last;
    this.#last = record;
    return last !== null && this.#rules.neighbours?.areNeighbours(last, record) === false;
  }

  decide({ place, record, row, repair }: Candidate<Row>): Decision<Row> {
    const twin = this.#twinOf({ place, record });
    if (!twin) return { kind: 'write', record, place, repair };
    if (this.#rules.saysTheSame(twin.record, record))
      return { kind: 'merge', place, twin: twin.place, row, repair };
    return { kind: 'quarantine', place, defect: 'conflicting_twin', twin: twin.place, row };
  }

  /** The one with the same key that was written before; where there is none, this one is from now on. */
  #twinOf(candidate: Written<Row>): Written<Row> | null {
    const { keyOf } = this.#rules;
    if (this.#written.size === 0) {
      if (!this.#alone) {
        this.#alone = candidate;
        return null;
      }
      this.#written.set(keyOf(this.#alone.record), this.#alone);
    }
    const key = keyOf(candidate.record);
    const twin = this.#written.get(key);
    if (!twin) this.#written.set(key, candidate);
    return twin ?? null;
  }

  /** Its turn comes when all others have been decided about. */
  keepWaiting(candidate: Candidate<Row>): void {
    this.#waiting.push(candidate);
  }

  /** Decides about the rows that waited, and forgets all. */
  leave(): readonly Decision<Row>[] {
    const decisions =
      this.#waiting.length === 0 ? none : this.#waiting.map((candidate) => this.decide(candidate));
    if (decisions.length > 0) this.#waiting = [];
    if (this.#written.size > 0) this.#written.clear();
    this.#alone = null;
    return decisions;
  }
}

const none: readonly never[] = [];

interface Written<Row> {
  readonly place: string;
  readonly record: Row;
}
