import * as z from 'zod';
import { adjust, interval, symbol } from './common.ts';

const listOf = <Item extends z.ZodType<unknown, string>>(item: Item, most: number) =>
  z
    .string()
    .max(4_000)
    .transform((text) => [...new Set(text.split(',').filter((part) => part.trim() !== ''))])
    .pipe(z.array(item).min(1).max(most));

export const liveQuery = z
  .object({
    symbols: listOf(symbol, 100).meta({ description: 'Symbols, separated by commas: at most 100' }),
    intervals: listOf(interval, 12)
      .default(['1d'])
      .meta({ description: 'Intervals of stored bars, separated by commas; by default days' }),
    adjust: adjust.default('split'),
  })
  .strict();

export type LiveQuery = z.output<typeof liveQuery>;
