import * as z from 'zod';
import { askedIntervals } from '../domain/asked-interval.ts';
import { adjust, staleness, symbol, timeOrDate } from './common.ts';

export const barFormats = ['json', 'ndjson', 'csv', 'arrow'] as const;

const askedInterval = z.enum(askedIntervals).meta({
  description: 'Span of a bar; made of finer bars where none of it are stored',
});

export const mostBarsOfPage = 10_000;
const ofPage = 1_000;

/** A time as the API is asked for it: epoch milliseconds afterwards. A date counts from its start in UTC. */
export const fromTime = timeOrDate.transform((text) => Date.parse(text));
/** A date counts to its end in UTC. */
export const toTime = timeOrDate.transform(
  (text) => Date.parse(text) + (text.length === 10 ? 86_399_999 : 0),
);

export const barsParams = z.object({ symbol });

export const barsQuery = z
  .object({
    interval: askedInterval.default('1d'),
    adjust: adjust.optional(),
    from: fromTime.optional().describe('First time, included: a date (from its start in UTC) or a time'),
    to: toTime.optional().describe('Last time, included: a date (to its end in UTC) or a time'),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(mostBarsOfPage)
      .optional()
      .describe(`Bars of a page; by default ${ofPage} in JSON, and the whole range in other formats`),
    order: z.enum(['asc', 'desc']).default('asc').describe('Oldest or newest bars first'),
    cursor: z
      .string()
      .regex(/^-?\d{1,16}$/, 'the value of next in the answer before')
      .optional()
      .describe('Value of `next` in the page before'),
    format: z.enum(barFormats).optional().describe('By default what Accept asks for, and else json'),
  })
  .strict()
  .superRefine(({ from, to }, context) => {
    if (from !== undefined && to !== undefined && from > to)
      context.addIssue({ code: 'custom', path: ['from'], message: 'must not be after to' });
  });

export type BarsQuery = z.output<typeof barsQuery>;

/** @returns bars of a page for who did not say how many */
export const defaultBarsOfPage = ofPage;

const prices = z.array(z.number().nullable());

export const bars = z
  .object({
    symbol: z.string(),
    interval: z.string(),
    adjust: z.string().nullable().describe('As asked for; null: as stored'),
    bases: z
      .array(z.string())
      .describe(
        'What the prices are adjusted for: raw, split or total; more than one where the series has a seam',
      ),
    resampledFrom: z
      .string()
      .nullable()
      .describe('Interval of the bars that these were made of; null: stored'),
    currency: z.string().nullable().describe('Of the prices, where it is known'),
    columns: z
      .object({
        time: z
          .array(z.number())
          .describe('Start, in milliseconds since 1970 (UTC); a date at 00:00 for days and longer'),
        open: prices,
        high: prices,
        low: prices,
        close: prices,
        volume: prices.describe('Units traded; null where the source did not say'),
      })
      .describe('One array per column, all of the same length'),
    next: z.string().nullable().describe('Cursor of the next page; null: this is the last'),
    stale: staleness.nullable(),
  })
  .meta({ id: 'Bars', description: 'Bars of one symbol, in columns' });

export type Bars = z.output<typeof bars>;

export const heldIntervals = z
  .object({
    symbol: z.string(),
    intervals: z.array(
      z.object({
        interval: z.string(),
        stored: z.boolean().describe('Whether such bars are stored; else they are made of finer ones'),
        first: z.iso.datetime(),
        last: z.iso.datetime(),
        bars: z.int().nullable().describe('How many are stored'),
      }),
    ),
    stale: staleness.nullable(),
  })
  .meta({ id: 'HeldIntervals', description: 'The intervals that bars of a symbol can be asked for' });
