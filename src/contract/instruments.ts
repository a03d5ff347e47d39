import * as z from 'zod';
import { fromTime, toTime } from './bars.ts';
import { staleness, symbol } from './common.ts';

const price = z.number().nullable();

export const quotedInstrument = z
  .object({
    symbol: z.string(),
    name: z.string().nullable(),
    exchange: z.string().nullable().describe("A MIC, or Yahoo's code of the exchange"),
    currency: z.string().nullable(),
    type: z.string().describe("In Yahoo's words: EQUITY, ETF, INDEX, CURRENCY, CRYPTOCURRENCY, FUTURE"),
    interval: z.string().nullable().describe('Of the bars that the quote was read from: daily ones if any'),
    lastClose: price.describe('Adjusted for splits as of now'),
    lastTime: z.iso
      .datetime()
      .nullable()
      .describe('Start of the last bar; of a daily one its session date at 00:00 UTC'),
    previousClose: price.describe('On the scale of the last one'),
    change: z.number().nullable().describe('Fraction of the previous close: 0.01 is one per cent up'),
    bars: z
      .int()
      .nullable()
      .describe('Bars of that interval; null where a file answers in place of the database'),
  })
  .meta({ id: 'QuotedInstrument', description: 'An instrument with its last close' });

export const instrumentsQuery = z
  .object({
    query: z
      .string()
      .max(100)
      .optional()
      .describe('Beginning of a symbol, or words of a name; capitals and signs make no difference'),
    exchange: z.string().max(16).optional().describe('Code of an exchange, or id of a calendar (XNYS)'),
    limit: z.coerce.number().int().min(1).max(1_000).default(50),
    cursor: z.string().max(64).optional().describe('next of the page before'),
  })
  .strict();

export const instruments = z
  .object({
    instruments: z.array(quotedInstrument),
    next: z.string().nullable().describe('Cursor of the next page; null at the end'),
    stale: staleness.nullable(),
  })
  .meta({ id: 'Instruments' });

export const quotesQuery = z
  .object({
    symbols: z
      .string()
      .max(33_000)
      .transform((text) => text.split(',').filter((part) => part.trim() !== ''))
      .pipe(z.array(symbol).min(1).max(1_000))
      .meta({ description: 'Symbols, separated by commas: at most 1,000' }),
  })
  .strict();

export const quotes = z
  .object({ instruments: z.array(quotedInstrument), stale: staleness.nullable() })
  .meta({ id: 'Quotes', description: 'In the order asked; what is no instrument is left out' });

export const symbolParameter = z.object({ symbol });

export const instrument = quotedInstrument
  .extend({
    sector: z.string().nullable(),
    industry: z.string().nullable(),
    summary: z.string().nullable().describe('What the company does'),
    website: z.string().nullable(),
    country: z.string().nullable(),
    marketCap: z.number().nullable().describe('In the currency of the instrument, as of the fetch'),
    firstTime: z.iso.datetime().nullable().describe('Start of the first bar of that interval'),
    calendar: z.string().describe('Id of the calendar that its sessions follow'),
    intervals: z.array(z.string()).describe('Intervals that bars are stored of'),
    stale: staleness.nullable(),
  })
  .meta({ id: 'Instrument' });

export const moversQuery = z.object({ limit: z.coerce.number().int().min(1).max(100).default(10) }).strict();

export const movers = z
  .object({
    gainers: z.array(quotedInstrument).describe('The largest gain first'),
    losers: z.array(quotedInstrument).describe('The largest loss first'),
    asOf: z.iso.date().nullable().describe('The session that most instruments have as their last'),
    stale: staleness.nullable(),
  })
  .meta({ id: 'Movers' });

export const actionsQuery = z
  .object({
    from: fromTime.optional().describe('First ex-date, included'),
    to: toTime.optional().describe('Last ex-date, included'),
  })
  .strict();

export const dividends = z
  .object({
    symbol: z.string(),
    dividends: z.array(
      z.object({
        date: z.iso.date().describe('Ex-date'),
        amount: z.number().describe('Cash per share'),
        currency: z.string().nullable(),
        basis: z
          .enum(['raw', 'split'])
          .describe('raw: per share of the ex-date; split: adjusted for the splits up to the fetch'),
      }),
    ),
    stale: staleness.nullable(),
  })
  .meta({ id: 'Dividends' });

export const splits = z
  .object({
    symbol: z.string(),
    splits: z.array(
      z.object({
        date: z.iso.date().describe('Ex-date'),
        ratio: z.number().describe('New shares per old share'),
        numerator: z.number().nullable(),
        denominator: z.number().nullable().describe('Null where the ratio is not one of small numbers'),
      }),
    ),
    stale: staleness.nullable(),
  })
  .meta({ id: 'Splits' });
