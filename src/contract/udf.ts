import * as z from 'zod';

// TradingView's protocol for charting libraries. Its answers say in their own field `s` what went wrong, with 200.

/** Resolutions of charts, and the intervals that they are. */
export const resolutions = {
  1: '1m',
  2: '2m',
  5: '5m',
  15: '15m',
  30: '30m',
  60: '1h',
  90: '90m',
  '1D': '1d',
  '1W': '1wk',
  '1M': '1mo',
  '3M': '3mo',
  '12M': '1y',
} as const;

export type Resolution = keyof typeof resolutions;

const resolution = z
  .string()
  .max(8)
  .transform((text) => (/^[DWM]$/.test(text) ? `1${text}` : text))
  .pipe(z.enum(Object.keys(resolutions) as [string, ...string[]]))
  .describe('1, 5, 60, 1D, 1W, 1M …');

const second = z
  .string()
  .regex(/^-?\d{1,11}$/, 'seconds since 1970')
  .transform((text) => Number(text) * 1_000);

// Libraries send what they know, such as currencies and sessions: what is not used is passed over.
const asked = z.string().min(1).max(64);

export const udfSymbolQuery = z.looseObject({ symbol: asked });
export const udfSearchQuery = z.looseObject({
  query: z.string().max(100).default(''),
  type: z.string().max(32).optional(),
  exchange: z.string().max(16).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export const udfHistoryQuery = z.looseObject({
  symbol: asked,
  resolution,
  from: second.optional().describe('First second, included'),
  to: second.describe('Last second, not included'),
  countback: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('So many bars before `to`, whatever `from` says; 20,000 are given at most'),
});
export const udfMarksQuery = z.looseObject({
  symbol: asked,
  from: second,
  to: second,
  resolution: resolution.optional(),
});
export const udfQuotesQuery = z.looseObject({
  symbols: z
    .string()
    .max(33_000)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.string().max(64)).min(1).max(1_000)),
});

const failed = z.object({ s: z.literal('error'), errmsg: z.string() });
const prices = z.array(z.number().nullable());

export const udfConfig = z.object({
  supports_search: z.literal(true),
  supports_group_request: z.literal(false),
  supports_marks: z.boolean(),
  supports_timescale_marks: z.literal(true),
  supports_time: z.literal(true),
  supported_resolutions: z.array(z.string()),
  exchanges: z.array(z.object({ value: z.string(), name: z.string(), desc: z.string() })),
  symbols_types: z.array(z.object({ name: z.string(), value: z.string() })),
});

export const udfSymbol = z.union([
  z.object({
    name: z.string(),
    ticker: z.string(),
    description: z.string(),
    type: z.string(),
    session: z.string(),
    timezone: z.string(),
    exchange: z.string(),
    listed_exchange: z.string(),
    'exchange-traded': z.string(),
    'exchange-listed': z.string(),
    minmov: z.literal(1),
    pricescale: z.int(),
    format: z.literal('price'),
    has_intraday: z.boolean(),
    has_daily: z.boolean(),
    has_weekly_and_monthly: z.boolean(),
    supported_resolutions: z.array(z.string()),
    intraday_multipliers: z.array(z.string()),
    volume_precision: z.int(),
    data_status: z.string(),
    currency_code: z.string().optional(),
    sector: z.string().optional(),
    industry: z.string().optional(),
  }),
  failed,
]);

export const udfSearch = z.array(
  z.object({
    symbol: z.string(),
    full_name: z.string(),
    ticker: z.string(),
    description: z.string(),
    exchange: z.string(),
    type: z.string(),
  }),
);

export const udfHistory = z.union([
  z.object({
    s: z.literal('ok'),
    t: z.array(z.int()),
    o: prices,
    h: prices,
    l: prices,
    c: prices,
    v: prices,
  }),
  z.object({ s: z.literal('no_data'), nextTime: z.int().optional() }),
  failed,
]);

export const udfMarks = z.object({
  id: z.array(z.string()),
  time: z.array(z.int()),
  color: z.array(z.string()),
  text: z.array(z.string()),
  label: z.array(z.string()),
  labelFontColor: z.array(z.string()),
  minSize: z.array(z.int()),
});

export const udfTimescaleMarks = z.array(
  z.object({
    id: z.string(),
    time: z.int(),
    color: z.string(),
    label: z.string(),
    tooltip: z.array(z.string()),
  }),
);

export const udfQuotes = z.object({
  s: z.literal('ok'),
  d: z.array(z.object({ s: z.enum(['ok', 'error']), n: z.string(), v: z.looseObject({}) })),
});
