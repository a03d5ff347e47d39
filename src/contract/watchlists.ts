import * as z from 'zod';
import { symbol } from './common.ts';

/** Most symbols of one watchlist. */
const mostSymbols = 200;

export const watchlistContent = z
  .object({
    name: z.string().trim().min(1).max(60),
    symbols: z
      .array(symbol)
      .max(mostSymbols)
      .default([])
      .describe(
        'In the order of the list, each once; symbols of which nothing is stored yet may be among them',
      ),
  })
  .strict()
  .meta({ id: 'WatchlistContent', description: 'A watchlist as a user writes it' });

export const watchlistChange = watchlistContent
  .extend({
    version: z
      .int()
      .positive()
      .optional()
      .describe(
        'The version that is replaced; refused with 412 where it was changed since. Left out: whichever there is',
      ),
  })
  .strict()
  .meta({ id: 'WatchlistChange', description: 'What replaces a watchlist' });

export const watchlist = z
  .object({
    id: z.string(),
    name: z.string(),
    symbols: z.array(z.string()),
    version: z.int().describe('Grows with each change'),
  })
  .meta({ id: 'Watchlist', description: 'Symbols that a user keeps an eye on' });

export const watchlists = z.object({ watchlists: z.array(watchlist) }).meta({ id: 'Watchlists' });

export const watchlistPath = z.object({ id: z.string().regex(/^[1-9]\d{0,17}$/) }).strict();
