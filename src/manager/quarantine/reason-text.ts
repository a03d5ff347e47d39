import { barRules } from '../../domain/bar-rule.ts';
import { defects } from '../../domain/defect.ts';

/** A reason in words that complete "this row …". Filed by a newer version, one may have a name that is not known here. */
export function reasonText(reason: string): string {
  const rules: Readonly<Record<string, { readonly text: string }>> = barRules;
  const known: Readonly<Record<string, string>> = defects;
  return rules[reason]?.text ?? known[reason] ?? `is set aside as ${reason}`;
}
