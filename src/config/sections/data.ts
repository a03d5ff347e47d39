import * as z from 'zod';
import { ascending, rule } from '../checks.ts';
import { date, flag, interval, optional, text } from '../fields.ts';

export const data = z
  .object({
    start_date: optional(date()).meta({
      description: 'First day of the data; by default all, at most the last 25,000 bars',
    }),
    end_date: optional(date()).meta({ description: 'Last day of the data; by default the last bar' }),
    interval: interval().prefault('1d').meta({ description: 'Length of a bar' }),
    use_cache: flag()
      .prefault(true)
      .meta({ description: 'Answer from stored data where it is fresh enough' }),
    db_path: text().prefault('stockula.db').meta({ description: "The older application's SQLite file" }),
  })
  .check(rule(ascending(['start_date', 'end_date'])));
