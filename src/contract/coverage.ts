import * as z from 'zod';
import { interval, symbol } from './common.ts';

/** Days since 1970-01-01 in pairs: from, included, and to, excluded. Short, since a picture has thousands. */
const dayPairs = z
  .array(z.int())
  .describe(
    'Ranges of days since 1970-01-01, one after the other: from (included), to (excluded), from, to, …',
  );

const coverageLine = z
  .object({
    symbol: z.string(),
    exchange: z.string().nullable(),
    interval,
    calendar: z.string().describe('Whose sessions are expected'),
    held: dayPairs,
    provisional: dayPairs,
    missing: dayPairs,
    absent: dayPairs,
  })
  .meta({
    id: 'CoverageLine',
    description:
      'Sessions that are held, were fetched before they were final, were never asked for, or that no source had',
  });

export const coverage = z
  .object({
    from: z
      .int()
      .nullable()
      .describe('First day of the picture, in days since 1970-01-01; null: nothing is stored'),
    to: z.int().nullable().describe('The day after its last one'),
    lines: z.array(coverageLine),
    next: z.string().nullable().describe('`after` of the next page'),
  })
  .meta({ id: 'Coverage' });

export const coverageQuery = z
  .object({
    symbol: z
      .union([symbol, z.array(symbol).max(100)])
      .optional()
      .describe('May be given several times'),
    exchange: z.string().max(64).optional().describe('Only instruments of this exchange, as it is stored'),
    interval: interval.optional(),
    from: z.iso.date().optional().describe('First session of the picture; by default the first bar'),
    to: z.iso.date().optional().describe('Last session of the picture; by default today'),
    after: z.string().max(32).optional().describe('The last symbol of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(100).describe('Symbols of a page'),
  })
  .strict();
