import { restoreOriginal } from '../etl/legacy/original.ts';
import { offendingValues } from './plan/offending-values.ts';
import type { QuarantinedRow } from './quarantine.ts';

type Values = Readonly<Record<string, unknown>>;

const ofItsWriting = ['id', 'created_at', 'updated_at'];

/** What a quarantined row says, encoded as it is: what is wrong in it, and the rest, without what it leaves empty. */
export function quarantinedValues({ reason, original }: QuarantinedRow): { wrong: Values; rest: Values } {
  const wrong = offendingValues(restoreOriginal(JSON.stringify(original)), reason);
  const rest = Object.entries(original).filter(
    ([column, value]) => value !== null && !(column in wrong) && !ofItsWriting.includes(column),
  );
  return { wrong, rest: Object.fromEntries(rest) };
}
