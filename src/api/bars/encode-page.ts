import type { Caller } from '../caller.ts';
import { staleFor } from '../stale.ts';
import { arrowPage } from './arrow-page.ts';
import type { BarFormat } from './formats.ts';
import { jsonPage } from './json-page.ts';
import type { ReadPage } from './read-page.ts';

/** The bytes of a page in a format. @param isFurther whether it goes on with what other pages began */
export async function encodePage(
  format: BarFormat,
  read: ReadPage,
  caller: Caller,
  isFurther = false,
): Promise<Buffer> {
  if (format === 'arrow') return arrowPage(read, isFurther);
  if (format === 'csv') return Buffer.from((isFurther ? '' : csvHeader) + csvLines(read));
  if (format === 'ndjson') return Buffer.from(ndjsonLines(read));
  const { currency, stale } = read;
  return Buffer.from(JSON.stringify({ ...jsonPage(read), currency, stale: staleFor(caller, stale) }));
}

// The columns that `stockula etl import` knows, so that what was taken out can be put in again.
const csvHeader = 'symbol,interval,ts,open,high,low,close,volume\n';

function csvLines({ symbol, question: { interval }, page: { columns } }: ReadPage): string {
  const { ts, open, high, low, close, volume } = columns;
  let text = '';
  for (let index = 0; index < ts.length; index += 1) {
    const values = [open[index], high[index], low[index], close[index], volume[index]].map((value) =>
      Number.isFinite(value) ? value : '',
    );
    text += `${symbol},${interval},${timeText(ts[index] as number)},${values.join(',')}\n`;
  }
  return text;
}

function ndjsonLines({ page: { columns } }: ReadPage): string {
  const { ts, open, high, low, close, volume } = columns;
  let text = '';
  // JSON has no NaN: a value that is missing becomes null by itself.
  for (let index = 0; index < ts.length; index += 1) {
    const bar = {
      time: timeText(ts[index] as number),
      open: open[index],
      high: high[index],
      low: low[index],
      close: close[index],
      volume: volume[index],
    };
    text += `${JSON.stringify(bar)}\n`;
  }
  return text;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
