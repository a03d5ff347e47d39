import type { Config } from '../config/schema.ts';
import { StockulaError } from '../domain/errors.ts';
import type { TimeRange } from '../domain/market-store.ts';
import { timeOf } from './allocation/question.ts';

/** Days, each included; without both, those that are configured. */
export interface AskedDays {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** @throws StockulaError USAGE for a first day after the last */
export function askedRange({ data }: Pick<Config, 'data'>, asked: AskedDays): TimeRange {
  const isOpen = asked.from === undefined && asked.to === undefined;
  const from = isOpen ? data.start_date : asked.from;
  const to = isOpen ? data.end_date : asked.to;
  if (from && to && from > to) {
    throw new StockulaError('USAGE', {
      expected: 'a first day that is not after the last one',
      got: `from ${from} to ${to}`,
      remedy: 'Swap the two dates.',
    });
  }
  return { ...(from && { from: timeOf(from, 'start') }), ...(to && { to: timeOf(to, 'end') }) };
}
