import { InvalidArgumentError, Option } from 'commander';
import { isRepairKind, type RepairSet, repairKinds } from '../domain/repair.ts';

const choices = `Kinds are ${repairKinds.join(', ')}, and all.`;

/** `--repair`: kinds with commas between them, or `all`; a set, or undefined where it is not given. */
export function repairOption(): Option {
  return new Option(
    '--repair <kinds>',
    `mend rows of these kinds, with commas between them, instead of setting them aside. ${choices} (default: as in the last run, none at first)`,
  ).argParser(readKinds);
}

function readKinds(text: string): RepairSet {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => name !== 'all' && !isRepairKind(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no kind of repair. ${choices}`);
  return new Set(names.includes('all') ? repairKinds : names.filter(isRepairKind));
}
