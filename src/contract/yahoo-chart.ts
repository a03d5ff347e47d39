import * as z from 'zod';
import { askedIntervals } from '../domain/asked-interval.ts';
import { symbol } from './common.ts';

/** The ranges that Yahoo's charts have; they end at the last bar. */
export const chartRanges = ['1d', '5d', '1mo', '3mo', '6mo', '1y', '2y', '5y', '10y', 'ytd', 'max'] as const;

/** `60m` is Yahoo's other name of an hour. */
const chartInterval = z
  .enum(['60m', ...askedIntervals])
  .transform((name) => (name === '60m' ? '1h' : name))
  .default('1d');

const seconds = z
  .string()
  .regex(/^-?\d{1,11}$/, 'seconds since 1970')
  .transform((text) => Number(text) * 1_000);

export const yahooChartParameters = z.object({ symbol });

/** Yahoo's clients send more than this; what is not known is passed over, as Yahoo does. */
export const yahooChartQuery = z.looseObject({
  period1: seconds.optional().describe('First second, included'),
  period2: seconds.optional().describe('Last second, not included; by default now'),
  range: z
    .enum(chartRanges)
    .optional()
    .describe('In place of period1 and period2: so long until the last bar'),
  interval: chartInterval,
  events: z.string().max(100).optional().describe('div and split, separated by | or a comma'),
  includePrePost: z.string().max(5).optional().describe('Taken, and of no effect: bars are given as stored'),
  includeAdjustedClose: z.enum(['true', 'false']).default('true'),
});

const column = z.array(z.number().nullable());

export const yahooChart = z
  .object({
    chart: z.object({
      result: z
        .array(
          z.object({
            meta: z.looseObject({ symbol: z.string(), currency: z.string().nullable() }),
            timestamp: z.array(z.int()).optional(),
            events: z.record(z.string(), z.record(z.string(), z.looseObject({}))).optional(),
            indicators: z.object({
              quote: z.array(z.record(z.string(), column)),
              adjclose: z.array(z.object({ adjclose: column.optional() })).optional(),
            }),
          }),
        )
        .nullable(),
      error: z.object({ code: z.string(), description: z.string() }).nullable(),
    }),
  })
  .meta({ id: 'YahooChart', description: "What Yahoo's chart route answers" });
