import { StockulaError } from '../domain/errors.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { guarded, type Unguarded } from './guard.ts';
import type { StrategyDefinition, StrategyParameter } from './strategy.ts';
import type { StrategyFile } from './strategy-file.ts';

const fields = ['name', 'title', 'description', 'parameters', 'leastDays', 'check', 'prepare'] as const;
const largest = 1e12;

function refused(file: string, expected: string, got: string, remedy?: string): StockulaError {
  return new StockulaError('STRATEGY_INVALID', {
    expected: `${file} to export ${expected}`,
    got,
    remedy: remedy ?? 'docs/strategies.md describes strategy files; examples/ has one that works.',
  });
}

const described = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : typeof value === 'function'
      ? 'a function'
      : (JSON.stringify(value) ?? String(value));

/**
 * The strategy that a module exports as `strategy`, checked and guarded (see `guarded`).
 * @param file how the file is called in messages
 * @throws StockulaError STRATEGY_INVALID
 */
export function readStrategyFile(
  exported: Readonly<Record<string, unknown>>,
  file: string,
): StrategyDefinition {
  const { strategy } = exported;
  if (strategy === undefined) {
    const names = Object.keys(exported);
    const got = names.length === 0 ? 'no export' : `the exports ${names.join(', ')} only`;
    throw refused(file, 'a strategy as `export const strategy = …`', got);
  }
  if (typeof strategy !== 'object' || strategy === null) {
    throw refused(file, '`strategy` as an object with a method `prepare`', described(strategy));
  }
  checkFields(strategy, file);
  return guarded(definitionOf(strategy as StrategyFile, file), file);
}

function checkFields(strategy: object, file: string): void {
  const unknown = Object.keys(strategy).find((name) => !fields.some((field) => field === name));
  if (unknown !== undefined) {
    const near = nearestName(unknown, fields);
    const hint = near === null ? `It may have ${fields.join(', ')}.` : `Did you mean ${near}?`;
    throw refused(file, 'a strategy without unknown fields', `'${unknown}'`, hint);
  }
  const given = strategy as Readonly<Record<string, unknown>>;
  const kinds: Readonly<Record<string, string>> = {
    prepare: 'function',
    ...(given['check'] !== undefined && { check: 'function' }),
    ...(given['name'] !== undefined && { name: 'string' }),
    ...(given['title'] !== undefined && { title: 'string' }),
    ...(given['description'] !== undefined && { description: 'string' }),
    ...(given['leastDays'] !== undefined && { leastDays: 'number' }),
    ...(given['parameters'] !== undefined && { parameters: 'object' }),
  };
  for (const [name, kind] of Object.entries(kinds)) {
    const isKind = typeof given[name] === kind && given[name] !== null;
    if (!isKind) throw refused(file, `a strategy whose ${name} is a ${kind}`, described(given[name]));
  }
}

function definitionOf(strategy: StrategyFile, file: string): Unguarded {
  const name = strategy.name ?? nameOfFile(file);
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw refused(
      file,
      'a strategy with a name of lower case letters, digits and underscores',
      described(name),
    );
  }
  const parameters = Object.entries(strategy.parameters ?? {}).map(([key, value]) =>
    parameterOf(key, value, file),
  );
  return {
    name,
    aliases: [],
    title: strategy.title ?? name,
    description: strategy.description ?? `Strategy of ${file}`,
    parameters,
    leastDays: strategy.leastDays ?? 2,
    check: (params) => strategy.check?.(params) ?? null,
    prepare: (bars, params, tools) => strategy.prepare(bars, params, tools),
  };
}

function nameOfFile(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? file;
  return base
    .replace(/\.[cm]?[jt]s$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
}

function parameterOf(name: string, value: unknown, file: string): StrategyParameter {
  const parts = typeof value === 'number' ? { default: value } : (value as Partial<StrategyParameter> | null);
  const standard = parts?.default;
  if (
    parts === null ||
    typeof parts !== 'object' ||
    typeof standard !== 'number' ||
    !Number.isFinite(standard)
  ) {
    throw refused(file, `parameter ${name} as a number or { default: number, … }`, described(value));
  }
  const integer = parts.integer ?? Number.isInteger(standard);
  const isPeriod = integer && /period$/i.test(name);
  const { min = isPeriod ? 1 : -largest, max = largest, description = 'a parameter of this file' } = parts;
  if (!(min <= standard && standard <= max)) {
    throw refused(file, `parameter ${name} with min ≤ default ≤ max`, `${min}, ${standard}, ${max}`);
  }
  return { name, default: standard, min, max, integer, description };
}
