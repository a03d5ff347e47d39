import type { Span } from '../recipe.ts';
import { type AverageState, advanceAverage } from './average.ts';
import { advanceExponential, type ExponentialState } from './exponential.ts';

/** Two averages, the average of their difference, and the first bar with all three lines. */
export interface ConvergenceState<Average> {
  readonly fast: Average;
  readonly slow: Average;
  readonly signal: Average;
  readonly first: number;
}

export interface ConvergenceColumns {
  readonly outputs: Readonly<Record<'macd' | 'signal' | 'histogram', Float64Array>>;
  readonly scratch: Readonly<Record<'fast' | 'slow' | 'line' | 'signal', Float64Array>>;
}

/** Names of the working columns for `ConvergenceColumns`. */
export const convergenceScratch = ['fast', 'slow', 'line', 'signal'] as const;

/** Appel’s convergence and divergence of two exponential averages. All lines begin with the signal, as in TA-Lib. */
export function advanceConvergence(
  state: ConvergenceState<ExponentialState>,
  input: Float64Array,
  columns: ConvergenceColumns,
  span: Span,
): void {
  advanceBy(advanceExponential, state, input, columns, span);
}

/** The same with averages of any types. */
export function advanceAnyConvergence(
  state: ConvergenceState<AverageState>,
  input: Float64Array,
  columns: ConvergenceColumns,
  span: Span,
): void {
  advanceBy(advanceAverage, state, input, columns, span);
}

function advanceBy<Average>(
  advance: (average: Average, input: Float64Array, output: Float64Array, span: Span) => void,
  state: ConvergenceState<Average>,
  input: Float64Array,
  columns: ConvergenceColumns,
  span: Span,
): void {
  const { fast, slow, line, signal } = columns.scratch;
  advance(state.fast, input, fast, span);
  advance(state.slow, input, slow, span);
  subtract(fast, slow, line, span);
  advance(state.signal, line, signal, span);
  writeLines(state.first, columns, span);
}

function subtract(fast: Float64Array, slow: Float64Array, line: Float64Array, { from, to }: Span): void {
  for (let index = from; index < to; index++) line[index] = (fast[index] as number) - (slow[index] as number);
}

function writeLines(first: number, { outputs, scratch }: ConvergenceColumns, { from, to }: Span): void {
  const { line, signal } = scratch;
  const { macd, signal: signals, histogram } = outputs;
  for (let index = Math.max(from, first); index < to; index++) {
    const value = line[index] as number;
    const mean = signal[index] as number;
    macd[index] = value;
    signals[index] = mean;
    histogram[index] = value - mean;
  }
}
