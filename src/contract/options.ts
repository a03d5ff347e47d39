import * as z from 'zod';
import { toTime } from './bars.ts';
import { staleness } from './common.ts';

const count = z.number().nullable();

export const optionQuote = z
  .object({
    contract: z.string(),
    expiration: z.iso.date(),
    strike: z.number(),
    last: z.number().nullable(),
    bid: z.number().nullable(),
    ask: z.number().nullable(),
    volume: count.describe('Contracts'),
    openInterest: count.describe('Contracts'),
    impliedVolatility: z.number().nullable().describe('Per year, as a fraction'),
    inTheMoney: z.boolean().nullable(),
    quotedAt: z.iso.datetime(),
  })
  .meta({ id: 'OptionQuote' });

export const optionChainQuery = z
  .object({
    asOf: toTime
      .optional()
      .describe('The chain as it was quoted then, a date to its end in UTC; by default now'),
    expiration: z.iso.date().optional().describe('Only contracts of this expiration'),
  })
  .strict();

export const optionChain = z
  .object({
    symbol: z.string(),
    asOf: z.iso.datetime().nullable().describe('Of the newest quote; null where there is no chain'),
    expirations: z.array(z.iso.date()).describe('All that contracts are quoted of, whatever is asked for'),
    calls: z.array(optionQuote).describe('By expiration and strike'),
    puts: z.array(optionQuote),
    stale: staleness.nullable(),
  })
  .meta({
    id: 'OptionChain',
    description:
      'Of each contract the latest quote; without those that had expired before the newest of them and are quoted on earlier days only',
  });

const page = {
  before: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional()
    .describe('Earlier than this; next of the page before'),
  limit: z.coerce.number().int().min(1).max(5_000).default(500),
};

export const snapshotsQuery = z.object(page).strict();

export const optionSnapshots = z
  .object({
    symbol: z.string(),
    snapshots: z.array(z.iso.datetime()).describe('When contracts were quoted, the newest first'),
    next: z.iso.datetime().nullable(),
    stale: staleness.nullable(),
  })
  .meta({ id: 'OptionSnapshots' });

export const contractParameter = z.object({
  contract: z.string().min(1).max(64).describe('As in the chain: AAPL140606C00640000'),
});

export const optionHistory = z
  .object({
    contract: z.string(),
    symbol: z.string(),
    quotes: z.array(optionQuote).describe('The newest first'),
    next: z.iso.datetime().nullable(),
    stale: staleness.nullable(),
  })
  .meta({ id: 'OptionHistory' });
