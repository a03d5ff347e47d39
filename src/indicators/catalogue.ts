import { StockulaError } from '../domain/errors.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { cycleIndicators } from './cycle/catalogue.ts';
import type { IndicatorDefinition } from './definition.ts';
import { momentumIndicators } from './momentum/catalogue.ts';
import { overlapIndicators } from './overlap/catalogue.ts';
import { patternIndicators } from './pattern/catalogue.ts';
import { priceIndicators } from './price/catalogue.ts';
import { statisticIndicators } from './statistic/catalogue.ts';
import { volatilityIndicators } from './volatility/catalogue.ts';
import { volumeIndicators } from './volume/catalogue.ts';

/** Every indicator, group by group, in the order in which they are shown. */
export const indicatorCatalogue: readonly IndicatorDefinition[] = [
  ...overlapIndicators,
  ...momentumIndicators,
  ...volatilityIndicators,
  ...volumeIndicators,
  ...priceIndicators,
  ...cycleIndicators,
  ...statisticIndicators,
  ...patternIndicators,
];

const byName = new Map(
  indicatorCatalogue.flatMap((definition) =>
    [definition.name, ...definition.aliases].map((name) => [name, definition] as const),
  ),
);

/** The indicator of that name or alias, in any case; undefined where there is none. */
export function findIndicator(name: string): IndicatorDefinition | undefined {
  return byName.get(name.trim().toLowerCase());
}

/** The indicator name most like what was typed; undefined where none is near. */
export function nearestIndicatorName(name: string): string | undefined {
  const nearest = nearestName(name.trim(), [...byName.keys()]);
  return nearest === null ? undefined : byName.get(nearest)?.name;
}

/** The indicator of that name or alias. Throws USAGE with the near name where there is none. */
export function requireIndicator(name: string): IndicatorDefinition {
  const definition = findIndicator(name);
  if (definition !== undefined) return definition;
  const near = nearestIndicatorName(name);
  const all = indicatorCatalogue.map((known) => known.name).join(', ');
  throw new StockulaError('USAGE', {
    expected: 'the name of an indicator',
    got: `'${name}'`,
    remedy:
      near === undefined ? `Known indicators: ${all}.` : `Did you mean ${near}? Known indicators: ${all}.`,
  });
}
