import { inListOrder, isRepairKind, noRepairs, type RepairSet } from '../domain/repair.ts';
import * as conflicts from './conflicts.ts';

/** A run as far as its repairs are concerned, as the journal has it. */
type RepairingRun = conflicts.Owner & { readonly repairs: readonly string[] };

/** @throws StockulaError MIGRATION_CONFLICT if a newer version made repairs that this one does not know */
export function readRepairs(run: RepairingRun): RepairSet {
  const unknown = run.repairs.filter((name) => !isRepairKind(name));
  if (unknown.length > 0) throw conflicts.unknownRepairs(unknown, run);
  return new Set(run.repairs.filter(isRepairKind));
}

/**
 * The repairs of the next run. More than before only adds rows; fewer would leave rows behind that nothing asks for.
 * @param wanted null: those of the last run
 * @throws StockulaError MIGRATION_CONFLICT if the last run made some that are not wanted
 */
export function chooseRepairs(wanted: RepairSet | null, last: RepairingRun | undefined): RepairSet {
  const made = last ? readRepairs(last) : noRepairs;
  if (wanted === null) return made;
  if (last && !isWithin(made, wanted))
    throw conflicts.fewerRepairs(inListOrder(wanted), inListOrder(made), last);
  return wanted;
}

export function sameRepairs(one: RepairSet, other: RepairSet): boolean {
  return one.size === other.size && isWithin(one, other);
}

const isWithin = (few: RepairSet, many: RepairSet): boolean => [...few].every((kind) => many.has(kind));
