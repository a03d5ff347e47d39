import { indicatorCatalogue, requireIndicator } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { resolveParameters } from '../indicators/parameters.ts';

/** What there is to know about an indicator without computing it. */
export interface IndicatorDescription extends Omit<IndicatorDefinition, 'compute' | 'live' | 'warmUp'> {
  /** Bars before the first complete value, with the default parameters. */
  readonly warmUp: number;
}

/**
 * Every indicator, in the order in which they are shown; only those of a group, or the one of a name, if it is given.
 * @throws StockulaError USAGE for a name that is neither
 */
export function listIndicators(name?: string): IndicatorDescription[] {
  return selected(name).map(({ compute, live, warmUp, ...described }) => ({
    ...described,
    warmUp: warmUp(Object.fromEntries(described.parameters.map((one) => [one.name, one.default]))),
  }));
}

/** A name that is also that of a group stands for the group. */
function selected(name: string | undefined): readonly IndicatorDefinition[] {
  if (name === undefined) return indicatorCatalogue;
  const group = name.trim().toLowerCase();
  const members = indicatorCatalogue.filter((definition) => definition.group === group);
  return members.length > 0 ? members : [requireIndicator(name)];
}

/**
 * Checks an indicator's name and parameters before any data is read. `period` is taken for TA-Lib's `timeperiod`.
 * @returns the parameters under their own names
 * @throws StockulaError USAGE
 */
export function checkIndicator(
  name: string,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const definition = requireIndicator(name);
  const { period, ...rest } = given;
  const hasTimePeriod = definition.parameters.some((parameter) => parameter.name === 'timeperiod');
  const parameters = period === undefined || !hasTimePeriod ? given : { timeperiod: period, ...rest };
  resolveParameters(definition, parameters);
  return parameters;
}
