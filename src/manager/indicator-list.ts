import { indicatorCatalogue, requireIndicator } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { resolveParameters } from '../indicators/parameters.ts';

/** What there is to know about an indicator without computing it. */
export type IndicatorDescription = Omit<IndicatorDefinition, 'compute' | 'warmUp'>;

/** Every indicator, in the order in which they are shown. */
export function listIndicators(): IndicatorDescription[] {
  return indicatorCatalogue.map(({ compute, warmUp, ...described }) => described);
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
