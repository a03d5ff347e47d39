import * as z from 'zod';
import { intervals } from '../domain/interval.ts';
import { fromTime, toTime } from './bars.ts';
import { adjust, interval, staleness, symbol } from './common.ts';

export const indicatorCatalogue = z
  .object({
    indicators: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        aliases: z.array(z.string()),
        group: z.string(),
        overlay: z.boolean().describe('Whether its values are prices, to be drawn over the bars'),
        formula: z.string(),
        source: z.string(),
        inputs: z.array(z.string()),
        parameters: z.array(
          z.object({
            name: z.string(),
            description: z.string(),
            default: z.number(),
            min: z.number(),
            max: z.number(),
            integer: z.boolean(),
            choices: z.array(z.string()).nullable().describe('Names that stand for the numbers from 0 on'),
          }),
        ),
        outputs: z.array(z.string()),
        warmUp: z.int().describe('Bars before the first value, with the default parameters'),
      }),
    ),
  })
  .meta({ id: 'IndicatorCatalogue' });

export const indicatorParameters = z.object({
  id: z.string().max(64).describe('Name or alias of an indicator'),
  symbol,
});

const range = {
  interval: interval.default('1d'),
  adjust: adjust.default('total'),
  from: fromTime.optional().describe('First time to give; earlier bars still serve as warm-up'),
  to: toTime.optional().describe('Last time, included'),
};

/** Parameters come as `param.NAME`: which there are depends on the indicator, which refuses others. */
export const indicatorQuery = z
  .object(range)
  .catchall(z.string().max(64))
  .superRefine((query, context) => {
    const extra = Object.keys(query).filter((key) => !(key in range));
    for (const key of extra) {
      if (!/^param\.[a-z_0-9]{1,32}$/.test(key)) {
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'no such parameter; those of an indicator begin with param.',
        });
      }
    }
    if (extra.length > 20) context.addIssue({ code: 'custom', message: 'at most 20 parameters' });
  });

export const indicatorSeries = z
  .object({
    symbol: z.string(),
    interval: z.enum(Object.keys(intervals) as [string, ...string[]]),
    adjust: z.string(),
    id: z.string(),
    parameters: z.record(z.string(), z.number()),
    bars: z.int().describe('Bars it was calculated from'),
    warmUp: z.int().describe('Bars before the first value'),
    columns: z.object({
      time: z.array(z.number()).describe('Start of each bar, epoch milliseconds UTC'),
      outputs: z.record(z.string(), z.array(z.number().nullable())).describe('Null where there is no value'),
    }),
    stale: staleness.nullable(),
  })
  .meta({ id: 'IndicatorSeries' });

export const analysisQuery = z.object(range).strict();

export const technicalAnalysis = z.looseObject({ symbol: z.string(), interval: z.string() }).meta({
  id: 'TechnicalAnalysis',
  description: 'What `stockula --mode ta -o json` prints: docs/command-line.md describes its fields',
});
