import { nearestName } from '../domain/nearest-name.ts';
import { findIndicator, indicatorCatalogue } from './catalogue.ts';
import { indicatorGroups } from './groups.ts';

/** Which indicators a list of names means. */
export interface IndicatorSelection {
  /** Names of indicators, each once, in the order asked for. */
  readonly indicators: readonly string[];
  /** What is neither an indicator nor a group, with the known name most like it. */
  readonly unknown: readonly { readonly name: string; readonly nearest: string | null }[];
}

/** Groups by name: those of the older application, then those of the catalogue that have no namesake there. */
const groups = new Map<string, readonly string[]>([
  ...catalogueGroups(),
  ...Object.entries<readonly string[]>(indicatorGroups),
]);

function catalogueGroups(): [string, string[]][] {
  const names = new Set(indicatorCatalogue.map(({ group }) => group));
  return [...names].map((name) => [
    name,
    indicatorCatalogue.filter(({ group }) => group === name).map((definition) => definition.name),
  ]);
}

/**
 * Resolves names and aliases of indicators and names of groups, in any case. A name that is both, such as `volume`,
 * is the indicator.
 */
export function selectIndicators(names: readonly string[]): IndicatorSelection {
  const indicators = new Set<string>();
  const unknown: { name: string; nearest: string | null }[] = [];
  for (const name of names) {
    const found = findIndicator(name)?.name;
    const members = found === undefined ? groups.get(name.trim().toLowerCase()) : [found];
    if (members === undefined) unknown.push({ name, nearest: nearestKnown(name) });
    for (const member of members ?? []) indicators.add(member);
  }
  return { indicators: [...indicators], unknown };
}

function nearestKnown(name: string): string | null {
  const aliases = indicatorCatalogue.flatMap((definition) => [definition.name, ...definition.aliases]);
  return nearestName(name.trim().toLowerCase(), [...aliases, ...groups.keys()]);
}
