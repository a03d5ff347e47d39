import { createHash } from 'node:crypto';
import { asideKinds } from './aside-checksums.ts';
import type { TableChecksums } from './expectation.ts';

/**
 * One value for a table on one side, equal on both exactly if no group differs: SHA-256, in hex, over one line per
 * group (`kind<TAB>group<TAB>rows<TAB>checksum`) in the order of kind and group.
 */
export function foldChecksums(table: TableChecksums): string {
  const hash = createHash('sha256');
  for (const kind of ['rows', ...asideKinds] as const) {
    for (const [group, { rows, checksum }] of [...table[kind]].sort(byName))
      hash.update(`${kind}\t${group}\t${rows}\t${checksum}\n`);
  }
  return hash.digest('hex');
}

/** By code units, the same on every machine. */
function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
