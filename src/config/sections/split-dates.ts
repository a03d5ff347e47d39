import { ascending } from '../checks.ts';
import { date, optional } from '../fields.ts';

/** The dates of a training and a test period, shared by forecasts and by the optimised allocation. */
export const splitDates = {
  train_start_date: optional(date()).meta({ description: 'First day of training' }),
  train_end_date: optional(date()).meta({ description: 'Last day of training' }),
  test_start_date: optional(date()).meta({ description: 'First day of testing, not before train_end_date' }),
  test_end_date: optional(date()).meta({ description: 'Last day of testing' }),
};

/** train_start < train_end ≤ test_start < test_end, as far as they are given. */
export const splitDatesInOrder = ascending(
  ['train_start_date', 'train_end_date', 'test_start_date', 'test_end_date'],
  ['test_start_date'],
);
