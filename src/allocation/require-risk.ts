import { StockulaError } from '../domain/errors.ts';
import { entry, type SquareMatrix } from './matrix.ts';

/** Refuses instruments without risk for methods that divide by it. */
export function requireRisk(covariance: SquareMatrix, symbols: readonly string[], method: string): void {
  const still = symbols.filter((_, index) => !(entry(covariance, index, index) > 1e-20));
  if (still.length === 0) return;
  throw new StockulaError('NO_DATA', {
    expected: `prices that move, as ${method} divides by their risk`,
    got: `the same price throughout for ${still.join(', ')}`,
    remedy: 'Leave the instrument out, look at other days, or use another method such as minimum_variance.',
  });
}
