import * as z from 'zod';
import { type Interval, intervals } from '../domain/interval.ts';
import { inUpperCase, isTickerSymbol, type TickerSymbol } from '../domain/nominal.ts';

// The parts that many questions and answers are made of. Times are ISO 8601 in UTC wherever a person may read them.

/** A ticker symbol; small letters are taken for capitals. */
export const symbol = z
  .string()
  .max(32)
  .transform((text, context): TickerSymbol => {
    const upper = inUpperCase(text.trim());
    if (isTickerSymbol(upper)) return upper;
    context.issues.push({
      code: 'custom',
      message: 'a ticker symbol such as AAPL, BRK-B or ^IRX',
      input: text,
    });
    return z.NEVER;
  })
  .meta({ description: 'Ticker symbol, such as AAPL, BRK-B or ^IRX' });

export const interval = z
  .enum(Object.keys(intervals) as [Interval, ...Interval[]])
  .meta({ description: 'Span of a bar' });

export const adjust = z.enum(['raw', 'split', 'total']).meta({
  description:
    'What prices are adjusted for as of now: raw as traded, split for splits, total for splits and dividends; by default as they are stored',
});

/** A calendar date, or a time with its zone. */
export const timeOrDate = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** Why an answer may be older than what is known. */
export const staleness = z
  .object({ since: z.iso.datetime(), reason: z.string(), file: z.string().nullable() })
  .meta({
    id: 'Staleness',
    description: 'The database does not answer: what answered in its place, and since when',
  });
