import * as z from 'zod';
import { interval, symbol } from './common.ts';

const role = z.enum([
  'symbol',
  'interval',
  'ts',
  'time',
  'open',
  'high',
  'low',
  'close',
  'adjClose',
  'volume',
  'dividend',
  'split',
]);
const basis = z.enum(['raw', 'split', 'total']);
const dateFormat = z.enum(['ymd', 'dmy', 'mdy', 'excel']);

/** What a user says of a file; what is left out is found in it, or in its name. */
export const uploadOptions = z
  .object({
    symbol: symbol.optional().describe('Symbol of the whole file'),
    interval: interval.optional().describe('Length of a bar, of the whole file'),
    map: z
      .partialRecord(role, z.string().min(1).max(200))
      .optional()
      .describe('Which column means what: role → name of the column; `ts` is the date'),
    basis: basis.optional().describe('What prices are adjusted for'),
    zone: z.string().max(64).optional().describe('IANA zone of times that have none, as Europe/Berlin'),
    delimiter: z.enum([',', ';', '\t', '|']).optional(),
    decimal: z.enum(['.', ',']).optional(),
    dateFormat: dateFormat.optional().describe('excel: days as spreadsheets count them'),
    currency: z.string().max(8).optional().describe('As exchanges write it: USD, or GBp for pence'),
  })
  .strict()
  .meta({ id: 'UploadOptions' });

const reason = z.object({ expected: z.string(), got: z.string(), remedy: z.string() });
const number = z.union([z.number(), z.string()]).nullable();

export const filePreview = z
  .object({
    member: z.string().nullable().describe('The table within an archive that is shown'),
    skipped: z.array(z.string()).describe('Members of an archive that are no tables'),
    exportedBy: z.string().describe('Whose export it is recognised as, or `table`'),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())).describe('The first rows as they are written'),
    mapping: z.partialRecord(role, z.string()).describe('Which column means what'),
    symbol: z.string().nullable(),
    interval: z.string().nullable(),
    basis,
    dateFormat: dateFormat.nullable(),
    bars: z
      .array(
        z.object({
          symbol: z.string(),
          interval: z.string(),
          time: z.string().nullable().describe('ISO 8601; a text that is no time as it came'),
          open: number,
          high: number,
          low: number,
          close: number,
          volume: number,
        }),
      )
      .describe('The first bars as they would be read'),
    problem: reason.nullable().describe('Why it cannot be imported so'),
  })
  .meta({ id: 'FilePreview' });

export const upload = z
  .object({
    id: z.string(),
    name: z.string().describe('Name of the file'),
    bytes: z.int(),
    by: z.string().describe('Who sent it'),
    state: z
      .enum(['looking', 'ready', 'waiting', 'running', 'done', 'failed', 'cancelled'])
      .describe('looking: its beginning is read; ready: it waits for its import to be asked for'),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    options: uploadOptions.extend({ symbol: z.string().optional() }),
    replace: z.boolean(),
    preview: filePreview.nullable(),
    progress: z.object({ rows: z.int() }).nullable().describe('Rows read so far'),
    result: z
      .object({
        run: z.string(),
        seconds: z.number(),
        symbols: z.array(
          z.object({
            symbol: z.string(),
            interval: z.string(),
            fetched: z.int(),
            written: z.int(),
            corrected: z.int(),
            unchanged: z.int(),
            kept: z.int(),
            merged: z.int(),
            quarantined: z.int(),
            flagged: z.int(),
            mended: z.int(),
          }),
        ),
        quarantinedBy: z
          .array(z.object({ reason: z.string(), sentence: z.string(), rows: z.int() }))
          .describe('Rows that were set aside, by reason'),
        skipped: z.array(z.string()),
      })
      .nullable(),
    problem: reason.extend({ code: z.string() }).nullable().describe('Why nothing of it was stored'),
  })
  .meta({ id: 'Upload' });

export const uploads = z
  .object({ uploads: z.array(upload).describe('The latest first') })
  .meta({ id: 'Uploads' });

export const uploadParams = z.object({ id: z.uuid() }).strict();

export const importRequest = z
  .object({ options: uploadOptions.default({}), replace: z.boolean().default(false) })
  .strict()
  .meta({ id: 'ImportRequest' });

export const previewRequest = z
  .object({ options: uploadOptions.default({}) })
  .strict()
  .meta({ id: 'PreviewRequest' });
