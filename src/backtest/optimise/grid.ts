import { StockulaError } from '../../domain/errors.ts';
import { completedParameters, namedParameters } from '../strategies/parameters.ts';
import type { StrategyDefinition } from '../strategy.ts';
import { defaultGrids } from './default-grids.ts';

/** The combinations of parameters to try. */
export interface Grid {
  /** The values of each parameter that varies, ascending, each once. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  /** Complete parameters; the last parameter that varies runs fastest. */
  readonly combinations: readonly Readonly<Record<string, number>>[];
  /** Combinations that the strategy says make no sense, such as slow ≤ fast; they are not tried. */
  readonly skipped: number;
}

const mostCombinations = 1_000_000;

function refused(strategy: string, parameter: string, got: string, expected?: string): StockulaError {
  return new StockulaError('USAGE', {
    expected:
      expected ??
      `values of ${parameter} of ${strategy} to try, as [5, 10, 20] or {min: 5, max: 20, step: 5}`,
    got,
    remedy: 'They stand under backtest.optimization_params, by strategy and parameter.',
  });
}

/**
 * The grid of a strategy.
 * @param wanted values by parameter: a number, a list, or {min, max, step}; without any, values that suit the strategy
 * @param fixed values of parameters that do not vary
 * @throws StockulaError USAGE for unknown parameters, values out of range, nothing to try, or too much
 */
export function gridOf(
  strategy: StrategyDefinition,
  wanted: Readonly<Record<string, unknown>> | null,
  fixed: Readonly<Record<string, unknown>>,
): Grid {
  const given = wanted ?? defaultGrids[strategy.name];
  if (given === undefined) {
    throw refused(
      strategy.name,
      'each parameter',
      'none',
      `values to try for the parameters of ${strategy.name}`,
    );
  }
  const sets = new Map<string, Set<number>>();
  for (const [name, value] of Object.entries(given)) {
    for (const each of listed(strategy.name, name, value)) {
      for (const [own, checked] of Object.entries(namedParameters(strategy, { [name]: each }))) {
        sets.set(own, (sets.get(own) ?? new Set()).add(checked));
      }
    }
  }
  const values: Record<string, readonly number[]> = {};
  for (const [name, set] of sets) values[name] = [...set].sort((a, b) => a - b);
  const size = Object.values(values).reduce((product, list) => product * list.length, 1);
  if (size > mostCombinations) {
    const expected = `at most ${mostCombinations} combinations of parameters of ${strategy.name}`;
    throw refused(strategy.name, 'each parameter', String(size), expected);
  }
  return { values, ...combine(strategy, values, completedParameters(strategy, fixed)) };
}

function listed(strategy: string, name: string, value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value) && value.length > 0) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refused(strategy, name, JSON.stringify(value) ?? 'nothing');
  }
  const { min, max, step = 1, ...others } = value as Readonly<Record<string, unknown>>;
  const isRange = [min, max, step].every((part) => typeof part === 'number' && Number.isFinite(part));
  const [from, to, by] = [Number(min), Number(max), Number(step)];
  if (!isRange || by <= 0 || to < from || Object.keys(others).length > 0) {
    throw refused(strategy, name, JSON.stringify(value));
  }
  const count = Math.floor((to - from) / by + 1e-9) + 1;
  if (count > mostCombinations) {
    throw refused(strategy, name, `${count}`, `at most ${mostCombinations} values of ${name} of ${strategy}`);
  }
  // Rounded, since 0.1 + 2 · 0.1 is not 0.3.
  return Array.from({ length: count }, (_, index) => Number((from + index * by).toPrecision(12)));
}

function combine(
  strategy: StrategyDefinition,
  values: Readonly<Record<string, readonly number[]>>,
  base: Readonly<Record<string, number>>,
): Pick<Grid, 'combinations' | 'skipped'> {
  let combinations: Readonly<Record<string, number>>[] = [base];
  for (const [name, list] of Object.entries(values)) {
    combinations = combinations.flatMap((params) => list.map((value) => ({ ...params, [name]: value })));
  }
  const sensible = combinations.filter((params) => (strategy.check?.(params) ?? null) === null);
  if (sensible.length > 0) return { combinations: sensible, skipped: combinations.length - sensible.length };
  const objection = strategy.check?.(combinations[0] ?? base) ?? 'nothing to try';
  throw refused(strategy.name, 'each parameter', objection, 'at least one combination that makes sense');
}
