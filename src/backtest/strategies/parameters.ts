import { StockulaError } from '../../domain/errors.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { StrategyDefinition, StrategyParameter } from '../strategy.ts';

/** Names of the older application that mean a parameter which is called otherwise here. */
const olderNames: Readonly<Record<string, string>> = { momentumatrmultiple: 'atrmultiple' };

/** `fastPeriod`, `fast_period` and `fast` are one name. */
const squeeze = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '');

function isCalled(parameter: StrategyParameter, name: string): boolean {
  const [known, given] = [squeeze(parameter.name), squeeze(name)];
  return [given, `${given}period`, `${given}threshold`, olderNames[given]].includes(known);
}

function find({ name: strategy, parameters }: StrategyDefinition, name: string): StrategyParameter {
  const exact = parameters.find((parameter) => squeeze(parameter.name) === squeeze(name));
  const found = exact ?? parameters.find((parameter) => isCalled(parameter, name));
  if (found !== undefined) return found;
  const names = parameters.map((parameter) => parameter.name);
  const near = nearestName(name, names);
  const known = names.length === 0 ? 'It takes none.' : `It takes: ${names.join(', ')}.`;
  throw new StockulaError('USAGE', {
    expected: `a parameter of the strategy ${strategy}`,
    got: `'${name}'`,
    remedy: near === null ? known : `Did you mean ${near}? ${known}`,
  });
}

/** JSON has no NaN. */
const shown = (value: unknown) =>
  typeof value === 'number' ? String(value) : String(JSON.stringify(value) ?? value);

function checked(strategy: string, parameter: StrategyParameter, value: unknown): number {
  const isText = typeof value === 'string' && value.trim() !== '';
  const number = typeof value === 'number' || isText ? Number(value) : Number.NaN;
  const { name, min, max, integer } = parameter;
  const isKind = integer ? Number.isInteger(number) : Number.isFinite(number);
  if (isKind && number >= min && number <= max) return number;
  throw new StockulaError('USAGE', {
    expected: `${name} of the strategy ${strategy} to be a ${integer ? 'whole ' : ''}number from ${min} to ${max}`,
    got: typeof value === 'string' ? `'${value}'` : shown(value),
    remedy: `Its default is ${parameter.default}: ${parameter.description}.`,
  });
}

/**
 * The given values under the parameters' own names, each checked, without the defaults of the others. Names are taken
 * in any case, with or without underscores, and without `period` or `threshold` at the end; numbers may come as text.
 * @throws StockulaError USAGE for an unknown or repeated name, no number, or one out of range
 */
export function namedParameters(
  definition: StrategyDefinition,
  given: Readonly<Record<string, unknown>>,
): Record<string, number> {
  const named: Record<string, number> = {};
  for (const [name, value] of Object.entries(given)) {
    const parameter = find(definition, name);
    if (Object.hasOwn(named, parameter.name)) {
      throw new StockulaError('USAGE', {
        expected: `each parameter of the strategy ${definition.name} once`,
        got: `'${name}' beside another spelling of ${parameter.name}`,
        remedy: `Keep ${parameter.name} only.`,
      });
    }
    named[parameter.name] = checked(definition.name, parameter, value);
  }
  return named;
}

/** The given values completed with the defaults, in the order of the definition. Throws as `namedParameters`. */
export function completedParameters(
  definition: StrategyDefinition,
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, number>> {
  const named = namedParameters(definition, given);
  return Object.fromEntries(
    definition.parameters.map((parameter) => [parameter.name, named[parameter.name] ?? parameter.default]),
  );
}

/**
 * All parameters of a strategy, checked one by one and together.
 * @throws StockulaError USAGE as `namedParameters`, and where the strategy says the combination makes no sense
 */
export function strategyParameters(
  definition: StrategyDefinition,
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, number>> {
  const params = completedParameters(definition, given);
  const objection = definition.check?.(params) ?? null;
  if (objection === null) return params;
  throw new StockulaError('USAGE', {
    expected: `parameters of the strategy ${definition.name} that go together`,
    got: objection,
    remedy: `stockula strategies ${definition.name} describes them.`,
  });
}
