import type { ConfigurationChange } from '../file-report/input.ts';

/** What is left of changes to configuration files when each was made after the other: what was taken back is gone. */
export function netChanges(changes: readonly ConfigurationChange[]): ConfigurationChange[] {
  const byKey = new Map<string, ConfigurationChange>();
  for (const change of changes) {
    const place = `${change.file} ${change.key}`;
    byKey.set(place, { ...change, before: (byKey.get(place) ?? change).before });
  }
  return [...byKey.values()].filter(({ before, after }) => before !== after);
}
