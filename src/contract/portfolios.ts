import * as z from 'zod';
import { staleness, symbol } from './common.ts';

/** Most instruments that one portfolio may hold. */
export const mostHoldings = 500;

const most = 1e12;
const money = z.number().min(0).max(most);
const part = z.number().min(0).max(1);
const id = z.string().regex(/^\d{1,18}$/);

const holding = z
  .object({
    symbol,
    quantity: z.number().min(0).max(most).describe('Shares of today'),
    targetWeight: part
      .nullable()
      .default(null)
      .describe('Part of the whole value, cash included, that is meant for it, 0 to 1'),
    cost: money
      .nullable()
      .default(null)
      .describe('Paid per share of today, in the currency of the portfolio'),
    category: z
      .string()
      .max(60)
      .transform((text) => text.trim().toUpperCase() || null)
      .nullable()
      .default(null)
      .describe('Such as TECHNOLOGY or INDEX, for allocations by category'),
  })
  .strict()
  .meta({ id: 'PortfolioHolding', description: 'What a portfolio holds of one instrument' });

export const portfolioContent = z
  .object({
    name: z.string().trim().min(1).max(100),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('USD')
      .describe('ISO 4217; instruments that are quoted in another one are named, and not valued'),
    cash: money.default(0),
    fractional: z.boolean().default(false).describe('Whether parts of a share can be held'),
    notes: z.string().max(10_000).default(''),
    holdings: z
      .array(holding)
      .max(mostHoldings)
      .default([])
      .describe('Each instrument once; target weights together at most 1'),
  })
  .strict()
  .meta({ id: 'PortfolioContent', description: 'A portfolio as a user writes it' });

/** As it is answered: everything is there, symbols are texts. */
const answeredHolding = z.object({
  symbol: z.string(),
  quantity: z.number(),
  targetWeight: z.number().nullable(),
  cost: z.number().nullable(),
  category: z.string().nullable(),
});

const answeredContent = z.object({
  name: z.string(),
  currency: z.string(),
  cash: z.number(),
  fractional: z.boolean(),
  notes: z.string(),
  holdings: z.array(answeredHolding),
});

const written = {
  id: z.string(),
  version: z.int().describe('Grows with each change; the ETag, to be sent as If-Match'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

export const portfolio = answeredContent.extend(written).meta({ id: 'Portfolio' });

export const portfolios = z
  .object({
    portfolios: z.array(
      answeredContent
        .omit({ notes: true, holdings: true })
        .extend({ ...written, holdings: z.int().describe('How many') }),
    ),
  })
  .meta({ id: 'Portfolios', description: 'By name; a user has at most 100' });

export const portfolioDraft = answeredContent
  .extend({ draftNotes: z.array(z.string()).describe('How it came about') })
  .meta({ id: 'PortfolioDraft', description: 'Content for a new portfolio; nothing is kept of it' });

export const holdingsCsv = z
  .object({
    csv: z
      .string()
      .min(1)
      .max(500_000)
      .describe(
        'With a header: symbol, quantity, and if wanted cost (per share), target (percent), category; a row of CASH is cash',
      ),
  })
  .strict();

export const portfolioId = z.object({ id: id.describe('Number of the portfolio') });

export const ifMatch = z.object({
  'if-match': z
    .string()
    .regex(/^(\*|(W\/)?"\d{1,9}")$/)
    .describe('The ETag of the version that was read, or * for whichever there is'),
});

const nullableNumber = z.number().nullable();

const valuedHolding = answeredHolding
  .extend({
    currency: z.string().nullable().describe('Of the instrument, where that is known'),
    price: nullableNumber.describe('The last close'),
    priceDate: z.iso.date().nullable().describe('Its session'),
    sessionsBehind: z.int().nullable().describe('Sessions of its exchange that have ended since'),
    isStale: z.boolean().describe('Whether a session has ended since'),
    value: nullableNumber.describe('Null where it cannot be told; it is then no part of the sums'),
    problem: z.enum(['no price', 'other currency']).nullable().describe('Why there is no value'),
    weight: nullableNumber.describe('Part of the whole value, 0 to 1'),
    drift: nullableNumber.describe('Weight less target weight'),
    dayChange: nullableNumber.describe(
      'Against the close before, after splits; null where its price is older than the newest of the portfolio',
    ),
    dayReturn: nullableNumber.describe('The same as a part of the value before'),
    dayContribution: nullableNumber.describe('The same as a part of the value of the whole portfolio before'),
    gain: nullableNumber.describe('Value less cost'),
    gainReturn: nullableNumber.describe('The same as a part of the cost'),
    trade: z
      .object({ quantity: z.number(), value: z.number() })
      .nullable()
      .describe('Shares to buy, or below 0 to sell, to come to the target; null while a value is missing'),
  })
  .meta({ id: 'ValuedHolding' });

export const valuation = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    currency: z.string(),
    cash: z.number(),
    cashWeight: nullableNumber,
    value: z.number().describe('Holdings and cash'),
    invested: z.number().describe('Holdings alone'),
    asOf: z.iso.date().nullable().describe('Session of the newest price'),
    dayChange: nullableNumber,
    dayReturn: nullableNumber,
    gain: nullableNumber.describe('Of the holdings that say what they cost'),
    gainReturn: nullableNumber,
    largestDrift: nullableNumber.describe('Without its sign, a part of the whole'),
    cashAfterTrades: nullableNumber,
    holdings: z.array(valuedHolding),
    missing: z.array(z.string()).describe('Holdings without a value'),
    notes: z.array(z.string()),
    stale: staleness.nullable(),
  })
  .meta({ id: 'Valuation', description: 'What a portfolio is worth at the last closes' });

export const historyRange = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }).strict();

export const valueHistory = z
  .object({
    id: z.string(),
    currency: z.string(),
    columns: z.object({
      time: z.array(z.number()).describe('Sessions at 00:00 UTC, epoch milliseconds'),
      value: z.array(z.number()).describe('Shares and cash of today at the closes of then, after splits'),
      dividends: z.array(z.number()).describe('Cash that the shares have paid since the first session shown'),
    }),
    missing: z.array(z.string()),
    notes: z.array(z.string()),
    stale: staleness.nullable(),
  })
  .meta({ id: 'ValueHistory', description: 'What the holdings of today would have been worth' });
