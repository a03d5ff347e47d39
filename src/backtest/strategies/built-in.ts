import type { StrategyDefinition } from '../strategy.ts';

/** One of the strategies that come with Stockula, with what its page tells. */
export interface BuiltInStrategy extends StrategyDefinition {
  /** When it buys and when it closes, in words. */
  readonly rule: string;
  /** Bars that pass before its first decision. */
  warmUp(params: Readonly<Record<string, number>>): number;
}

/** Legacy strategies ask for so many bars beyond their warm-up. */
export const buffer = 20;

/** A number of bars as a parameter. */
export function period<const Name extends string>(name: Name, defaultValue: number, description: string) {
  return { name, default: defaultValue, min: 1, max: 100_000, integer: true, description } as const;
}

/** A number that need not be whole as a parameter. */
export function decimal<const Name extends string>(
  name: Name,
  defaultValue: number,
  [min, max]: readonly [number, number],
  description: string,
) {
  return { name, default: defaultValue, min, max, integer: false, description } as const;
}

/** The parameters of the stop that several strategies have. */
export function stopParameters(multiple: number) {
  return [
    decimal('atr_multiple', multiple, [0, 1000], 'average true ranges that a trade may lose; 0: no stop'),
    period('atr_period', 14, 'bars in the average true range'),
  ] as const;
}

/** A parameter that was resolved before; a missing one is a defect of the caller. */
export function numberOf(params: Readonly<Record<string, number>>, name: string): number {
  const value = params[name];
  if (value === undefined || Number.isNaN(value)) throw new TypeError(`Parameter ${name} was not resolved`);
  return value;
}

/** What is wrong where `large` is not above `small`; null where it is. */
export function mustExceed(
  params: Readonly<Record<string, number>>,
  large: string,
  small: string,
): string | null {
  const [above, below] = [numberOf(params, large), numberOf(params, small)];
  return above > below ? null : `${large} (${above}) must be above ${small} (${below})`;
}
