import type { Data, Float64, Schema } from 'apache-arrow';
import { barColumnNames } from '../../domain/resample.ts';
import type { ReadPage } from './read-page.ts';

/** The mark at the end of an Arrow IPC stream. */
const endBytes = 8;

/**
 * A page as a stream of Arrow's IPC format. Where it goes on with what other pages began, it is the batch alone: the
 * schema came with the first page, whose own end was left out (see `withoutEnd`).
 */
export async function arrowPage(read: ReadPage, isFurther: boolean): Promise<Buffer> {
  const arrow = await import('apache-arrow');
  const { columns } = read.page;
  const schema = await schemaOf(read);
  const length = columns.ts.length;
  const children: Data[] = barColumnNames.map((name) =>
    name === 'ts'
      ? arrow.makeData({
          type: new arrow.Timestamp(arrow.TimeUnit.MILLISECOND, 'UTC'),
          data: BigInt64Array.from(columns.ts, (ms) => BigInt(Math.round(ms))),
        })
      : arrow.makeData<Float64>({
          type: new arrow.Float64(),
          data: columns[name],
          ...missing(columns[name]),
        }),
  );
  const batch = new arrow.RecordBatch(
    schema,
    arrow.makeData({ type: new arrow.Struct(schema.fields), length, nullCount: 0, children }),
  );
  const bytes = Buffer.from(arrow.tableToIPC(new arrow.Table(schema, [batch]), 'stream'));
  if (!isFurther) return bytes;
  const begin = arrow.tableToIPC(new arrow.Table(schema, []), 'stream').length - endBytes;
  return bytes.subarray(begin);
}

/** A page to which others are to be added. */
export function withoutEnd(bytes: Buffer): Buffer {
  return bytes.subarray(0, -endBytes);
}

async function schemaOf({ symbol, resampledFrom, question, currency }: ReadPage): Promise<Schema> {
  const arrow = await import('apache-arrow');
  const fields = barColumnNames.map((name) =>
    name === 'ts'
      ? new arrow.Field('time', new arrow.Timestamp(arrow.TimeUnit.MILLISECOND, 'UTC'), false)
      : new arrow.Field(name, new arrow.Float64(), true),
  );
  const known = { symbol, interval: question.interval, adjust: question.adjust, resampledFrom, currency };
  const said = Object.entries(known).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return new arrow.Schema(fields, new Map(said));
}

/** Which values are missing, one bit each; nothing where none is. */
function missing(column: Float64Array): { readonly nullCount?: number; readonly nullBitmap?: Uint8Array } {
  const nullBitmap = new Uint8Array(Math.ceil(column.length / 64) * 8);
  let nullCount = 0;
  for (let index = 0; index < column.length; index += 1) {
    if (Number.isNaN(column[index])) nullCount += 1;
    else nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return nullCount === 0 ? {} : { nullCount, nullBitmap };
}
