import type { Defect } from '../../domain/defect.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import type { ReducedRows } from './carried-rows.ts';

/**
 * Why a stored row is not written into a file: what a migration of the file would find wrong with it, or
 * - `provisional`: a bar that was still forming when it was fetched; the file would keep it as it is
 * - `earlier_quote`: there is a later one of the contract, of which the file has one
 * - `no_table`: the file has no such table
 * - `newer_in_file`: the file has a later quote of the contract
 * - `not_representable`: it would be read as something else
 * - `refused_by_schema`: a constraint of the file's table refuses it
 */
export type LeftOutReason =
  | Defect
  | 'provisional'
  | 'earlier_quote'
  | 'no_table'
  | 'newer_in_file'
  | 'not_representable'
  | 'refused_by_schema';

/** What became of one stored row. */
export type Outcome = 'same' | 'inserted' | 'updated' | 'mended' | LeftOutReason;

/** What going back did to one table of the file. Every count is of rows. */
export interface CarriedTable {
  readonly name: LegacyTableName;
  /** Where its rows came from. */
  readonly target: string;
  readonly inserted: number;
  readonly updated: number;
  /** Rows that were unusable and now say what the database has under their key. */
  readonly mended: number;
  /** Of those, rows that are stored as traded, and were adjusted for splits and dividends as the file has them. */
  readonly adjusted: number;
  readonly left_out: readonly { readonly reason: LeftOutReason; readonly count: number }[];
  /** They stay: nothing is removed from the file. */
  readonly only_in_file: number;
  /** Rows whose value in a column has no place in the file. */
  readonly reduced: readonly ReducedRows[];
}

/** The outcome of going back. */
export interface CarriedBack {
  /** The file, which has the rows now. */
  readonly path: string;
  readonly generation: 1 | 2;
  /** The file as it was before. */
  readonly backup: string;
  readonly tables: readonly CarriedTable[];
  /** Rows of tables of which the older application has none. */
  readonly not_carried: readonly { readonly table: string; readonly count: number }[];
  /** Whether a second comparison of everything found nothing left to write. */
  readonly proven: boolean;
  readonly seconds: number;
}

/** Adds up what becomes of one table. */
export class CarryTally {
  /** Rows that only the file has. */
  onlyInFile = 0;
  /** Rows that were written adjusted. */
  adjusted = 0;
  readonly #counts = new Map<Outcome, number>();

  note(outcome: Outcome, count = 1): void {
    if (outcome !== 'same' && count > 0) this.#counts.set(outcome, this.of(outcome) + count);
  }

  of(outcome: Outcome): number {
    return this.#counts.get(outcome) ?? 0;
  }

  /** Rows of the file that were added or changed. */
  get written(): number {
    return this.of('inserted') + this.of('updated') + this.of('mended');
  }

  get leftOut(): CarriedTable['left_out'] {
    return [...this.#counts].flatMap(([reason, count]) => (isLeftOut(reason) ? [{ reason, count }] : []));
  }
}

function isLeftOut(outcome: Outcome): outcome is LeftOutReason {
  return !['same', 'inserted', 'updated', 'mended'].includes(outcome);
}

/** Whether the file says all that is stored. */
export function hasEverything({ tables, not_carried }: Pick<CarriedBack, 'tables' | 'not_carried'>): boolean {
  return not_carried.length === 0 && tables.every(({ left_out }) => left_out.length === 0);
}
