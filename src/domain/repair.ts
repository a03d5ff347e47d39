/**
 * What a migration may mend in a source row, if it is asked to: only where it is known what the row should have said.
 * The text completes the sentence "this repair …".
 */
export const repairs = {
  'symbol-case': 'takes a symbol in lower case as the same symbol in upper case',
  'interval-alias': 'takes an interval under another name as the one it means (60m as 1h)',
  'duplicate-options': 'keeps one of several options with the same terms that say the same',
  'stock-info-nan': 'takes NaN and Infinity in company data as null',
} as const satisfies Record<string, string>;

export type RepairKind = keyof typeof repairs;

/** The repairs that are on. */
export type RepairSet = ReadonlySet<RepairKind>;

export const repairKinds = Object.keys(repairs) as readonly RepairKind[];

export const noRepairs: RepairSet = new Set();

export function isRepairKind(text: string): text is RepairKind {
  return Object.hasOwn(repairs, text);
}

/** In the order of the list, whatever order they were given in. */
export function inListOrder(kinds: RepairSet): RepairKind[] {
  return repairKinds.filter((kind) => kinds.has(kind));
}
