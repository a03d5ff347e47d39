import * as z from 'zod';
import { symbol } from './common.ts';

const origin = z.enum(['migration', 'pipeline']);
const id = z.string().regex(/^[0-9a-f]{10}$/, 'the id of a row, as the list shows it');

const quarantinedRow = z
  .object({
    id,
    origin: origin.describe('Who set it aside'),
    source: z.string().describe('File of the older application, or name of the source'),
    table: z.string().describe('Table of the older application; `bars` or `actions` of the pipeline'),
    symbol: z.string(),
    place: z.string().describe('Where it stood in what was delivered, or its key'),
    reason: z.string(),
    sentence: z.string().describe('The reason in words; completes “this row …”'),
    twin: z.string().nullable().describe('Place of the row that already has its key'),
    quarantinedAt: z.iso.datetime(),
    run: z.string(),
    original: z.record(z.string(), z.unknown()).describe('The row as it came, whole'),
    offending: z
      .array(z.string())
      .describe('Fields of `original` that the reason is about; none: the row as a whole'),
  })
  .meta({ id: 'QuarantinedRow' });

export const quarantine = z
  .object({
    rows: z.array(quarantinedRow).describe('The latest first'),
    next: z.string().nullable().describe('`cursor` of the next page'),
  })
  .meta({ id: 'Quarantine' });

export const quarantineDetails = quarantinedRow
  .extend({
    releasable: z.boolean().describe('Whether it can be stored as it is, on somebody’s word'),
    around: z
      .array(
        z.object({
          time: z.iso.datetime(),
          open: z.number(),
          high: z.number(),
          low: z.number(),
          close: z.number(),
          volume: z.number().nullable(),
          source: z.string(),
        }),
      )
      .describe('Bars that are stored at the same time and around it'),
  })
  .meta({ id: 'QuarantineDetails' });

export const quarantineCounts = z
  .object({
    total: z.int(),
    counts: z.array(z.object({ origin, reason: z.string(), sentence: z.string(), rows: z.int() })),
  })
  .meta({ id: 'QuarantineCounts' });

const filter = {
  origin: origin.optional(),
  symbol: symbol.optional(),
  reason: z.string().max(64).optional(),
  table: z.string().max(64).optional(),
  run: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional()
    .describe('Number of the run that set them aside'),
};

export const quarantineCountsQuery = z.object(filter).strict();

export const quarantineQuery = z
  .object({
    ...filter,
    limit: z.coerce.number().int().min(1).max(500).default(50),
    cursor: z.string().max(2_000).optional(),
  })
  .strict();

export const quarantineParams = z.object({ id }).strict();

export const quarantineChoice = z
  .object({ ids: z.array(id).min(1).max(500) })
  .strict()
  .meta({ id: 'QuarantineChoice' });

export const released = z
  .object({
    released: z.array(
      z.object({
        id,
        symbol: z.string(),
        what: z.enum(['bar', 'dividend', 'split']),
        interval: z.string().nullable(),
        time: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Released' });

export const dismissed = z.object({ dismissed: z.int() }).meta({ id: 'Dismissed' });
