import * as z from 'zod';
import { flag, list, number, oneOf, optional, secretText, webAddress, whole } from '../fields.ts';

/** How many requests a provider gets; retries count. */
const budget = (requests: number, seconds: number, concurrency: number) => ({
  requests: whole({ min: 1 })
    .prefault(requests)
    .meta({ description: 'At most so many requests, repeated ones included, in any span of window_seconds' }),
  window_seconds: number({ above: 0 })
    .prefault(seconds)
    .meta({ description: 'Span of the rate budget', unit: 's' }),
  concurrency: whole({ min: 1, max: 64 })
    .prefault(concurrency)
    .meta({ description: 'At most so many requests at the same time' }),
});

const baseUrl = (address: string) =>
  webAddress().prefault(address).meta({ description: 'Address of the service' });

const yahoo = z.object({
  base_url: optional(webAddress()).meta({
    description: 'Address to ask in place of Yahoo’s own; by default Yahoo’s own',
    env: 'STOCKULA_YAHOO_BASE_URL',
  }),
  ...budget(60, 60, 4),
});

const tiingo = z.object({
  api_key: optional(secretText()).meta({
    description: 'Key of a Tiingo account; without one Tiingo is not asked',
    env: 'TIINGO_API_KEY',
    secret: true,
  }),
  base_url: baseUrl('https://api.tiingo.com'),
  ...budget(50, 3600, 2),
});

const stooq = z.object({ base_url: baseUrl('https://stooq.com'), ...budget(30, 60, 1) });

const treasury = z.object({ base_url: baseUrl('https://home.treasury.gov'), ...budget(10, 60, 1) });

export const sources = z.object({
  offline: flag().prefault(false).meta({
    description: 'Make no calls to the outside; what would need one fails',
    env: 'STOCKULA_OFFLINE',
  }),
  order: list(oneOf(['yahoo', 'tiingo', 'stooq']))
    .prefault(['yahoo', 'tiingo', 'stooq'])
    .meta({ description: 'Providers of market data in the order in which they are asked' }),
  attempts: whole({ min: 1, max: 10 })
    .prefault(4)
    .meta({ description: 'How often one request is tried, the first time included' }),
  attempt_seconds: number({ above: 0 })
    .prefault(20)
    .meta({ description: 'Time for one try of a request', unit: 's' }),
  question_seconds: number({ above: 0 })
    .prefault(180)
    .meta({ description: 'Time for a question with all its requests, repetitions and waits', unit: 's' }),
  max_answer_mib: whole({ min: 1, max: 1024 })
    .prefault(64)
    .meta({ description: 'Size of an answer beyond which it is refused', unit: 'MiB' }),
  break_after: whole({ min: 1 })
    .prefault(5)
    .meta({ description: 'Symbols that fail in a row before a provider is left alone' }),
  break_seconds: number({ above: 0 })
    .prefault(30)
    .meta({ description: 'For how long it is left alone before it is tried again', unit: 's' }),
  yahoo: yahoo.prefault({}).meta({ description: 'Yahoo Finance' }),
  tiingo: tiingo.prefault({}).meta({ description: 'Tiingo' }),
  stooq: stooq.prefault({}).meta({ description: 'Stooq' }),
  treasury: treasury.prefault({}).meta({ description: 'Interest rates of the US Treasury' }),
});
