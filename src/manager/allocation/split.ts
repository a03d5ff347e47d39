import { StockulaError } from '../../domain/errors.ts';
import { type AllocationQuestion, timeOf } from './question.ts';

/** The training and the test dates. @throws StockulaError USAGE where one is missing */
export function splitOf({ optimization }: Pick<AllocationQuestion, 'optimization'>) {
  const { train_start_date: a, train_end_date: b, test_start_date: c, test_end_date: d } = optimization ?? {};
  if (a && b && c && d) {
    return {
      train: { from: timeOf(a, 'start'), to: timeOf(b, 'end') },
      test: { from: timeOf(c, 'start'), to: timeOf(d, 'end') },
    };
  }
  throw new StockulaError('USAGE', {
    expected: 'the four dates of backtest_optimization, as the method backtest_optimized requires',
    got: optimization === null ? 'no section backtest_optimization' : 'a section that lacks some of them',
    remedy: 'Give train_start_date, train_end_date, test_start_date and test_end_date.',
  });
}
