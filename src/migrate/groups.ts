import type { RowFilter } from '../sources/legacy-sqlite/read.ts';
import type { Checksums, GroupChecksum } from '../storage/timescale/checksum/stored.ts';

// Rows are compared in groups: by symbol and year (`SYMBOL YEAR`), or a whole plain table (`all`).

export const everything: RowFilter = { condition: 'TRUE', parameters: [] };
export const nothing: RowFilter = { condition: 'FALSE', parameters: [] };

/** Symbol and year of a group of a hypertable. */
export function partsOf(group: string): [string, number] {
  const space = group.lastIndexOf(' ');
  return [group.slice(0, space), Number(group.slice(space + 1))];
}

/** The groups that are not the same on both sides, in order. */
export function differingGroups(expected: Checksums, found: Checksums): string[] {
  const groups = new Set([...expected.keys(), ...found.keys()]);
  return [...groups].sort().filter((group) => !agree(expected.get(group), found.get(group)));
}

function agree(here: GroupChecksum | undefined, there: GroupChecksum | undefined): boolean {
  return here?.rows === there?.rows && here?.checksum === there?.checksum;
}
