import { StockulaError } from '../domain/errors.ts';
import { nearestName } from '../domain/nearest-name.ts';
import type { IndicatorDefinition, IndicatorParameter } from './definition.ts';

/**
 * Completes the given parameters with the defaults and checks them. Names are taken in any case and with or without
 * underscores, so TA-Lib's several spellings (`timeperiod`, `timePeriod`, `time_period`) all work; numbers may come
 * as text, and a choice by its name. Throws USAGE for an unknown or repeated name, for what is no number, and for what is out of range.
 */
export function resolveParameters(
  definition: IndicatorDefinition,
  given: Readonly<Record<string, string | number>> = {},
): Readonly<Record<string, number>> {
  const resolved: Record<string, number> = {};
  for (const [name, value] of Object.entries(given)) {
    const parameter = findParameter(definition, name);
    if (Object.hasOwn(resolved, parameter.name)) throw repeated(definition, parameter.name, name);
    resolved[parameter.name] = checkNumber(definition, parameter, value);
  }
  for (const parameter of definition.parameters) resolved[parameter.name] ??= parameter.default;
  return Object.freeze(resolved);
}

const squeeze = (name: string) => name.toLowerCase().replaceAll('_', '').trim();

function findParameter(definition: IndicatorDefinition, name: string): IndicatorParameter {
  const found = definition.parameters.find((parameter) => squeeze(parameter.name) === squeeze(name));
  if (found !== undefined) return found;
  const names = definition.parameters.map((parameter) => parameter.name);
  const near = nearestName(name, names);
  const known = names.length === 0 ? 'It takes no parameters.' : `It takes: ${names.join(', ')}.`;
  throw new StockulaError('USAGE', {
    expected: `a parameter of ${definition.name}`,
    got: `'${name}'`,
    remedy: near === null ? known : `Did you mean ${near}? ${known}`,
  });
}

function repeated(definition: IndicatorDefinition, parameter: string, name: string): StockulaError {
  return new StockulaError('USAGE', {
    expected: `each parameter of ${definition.name} once`,
    got: `'${name}' beside another spelling of ${parameter}`,
    remedy: `Keep ${parameter} only.`,
  });
}

function checkNumber(
  definition: IndicatorDefinition,
  parameter: IndicatorParameter,
  value: string | number,
): number {
  const { name, min, max, integer, choices = [] } = parameter;
  const number = toNumber(value, choices);
  const isKind = integer ? Number.isInteger(number) : Number.isFinite(number);
  if (isKind && number >= min && number <= max) return number;
  throw new StockulaError('USAGE', {
    expected: `${name} of ${definition.name} to be a ${integer ? 'whole ' : ''}number from ${min} to ${max}${orChoices(choices)}`,
    got: `'${value}'`,
    remedy: `Its default is ${parameter.default}: ${parameter.description}.`,
  });
}

function toNumber(value: string | number, choices: readonly string[]): number {
  if (typeof value === 'number') return value;
  const text = value.trim();
  const chosen = choices.indexOf(text.toLowerCase());
  if (chosen >= 0) return chosen;
  return text === '' ? Number.NaN : Number(text);
}

function orChoices(choices: readonly string[]): string {
  return choices.length === 0 ? '' : `, or one of ${choices.join(', ')}`;
}
