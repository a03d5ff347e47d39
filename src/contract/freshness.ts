import * as z from 'zod';
import { interval, staleness } from './common.ts';

const line = z
  .object({
    exchange: z.string().describe('Id of the calendar of the exchange, such as XNYS'),
    title: z.string(),
    interval,
    instruments: z.int().describe('With bars of this interval'),
    upToDate: z.int().describe('With everything up to the last session that is over'),
    behind: z.int(),
    expected: z.iso.date().describe('The last session that is over'),
    oldest: z.iso.date().describe('How far the bars of the instrument reach that is furthest behind'),
    newest: z.iso.date().describe('How far those of the one reach that is ahead'),
  })
  .meta({ id: 'FreshnessLine', description: 'How far the bars of an exchange reach' });

export const freshness = z
  .object({ lines: z.array(line), at: z.iso.datetime(), stale: staleness.nullable() })
  .meta({ id: 'Freshness', description: 'How far bars reach, by exchange and interval' });
