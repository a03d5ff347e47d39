import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { brief, readOne, refusal, scratchFolder } from './support.ts';

// Written with pyarrow 25 (pyarrow.parquet.write_table), so that the writer is not of the reader's family.
const sample = (name: string) => join(import.meta.dirname, 'samples', name);
const scratch = scratchFolder();

test('moments in nanoseconds, zstd, a dictionary of symbols, three row groups', async () => {
  const { bars } = await readOne(sample('hourly-zstd.parquet'));
  expect(bars).toHaveLength(1_200);
  expect(brief(bars[0])).toEqual(['AAPL', '1h', '2020-01-02T14:30Z', 0.25, 0.5, 0, 0.125, null, 0]);
  expect(bars[7]).toMatchObject({ position: 8, close: null });
  expect(bars[1_199]).toMatchObject({ position: 1_200, open: 1_199.25, volume: 1_199_000 });
});

test('dates, and decimals that multiplying would spoil', async () => {
  const { bars } = await readOne(sample('IBM-daily.parquet'));
  expect(brief(bars[2])).toEqual(['IBM', '1d', '2020-01-04', 183.14, 184, 183, 183.5, null, 3]);
});

test('times that are not adjusted to UTC need their zone', async () => {
  expect(await refusal(sample('local-ms.parquet'), { symbol: 'X' })).toContain('--zone');
  const { bars } = await readOne(sample('local-ms.parquet'), { symbol: 'X', zone: 'America/New_York' });
  expect(brief(bars[0]).slice(1, 3)).toEqual(['1m', '2020-07-01T13:30Z']);
});

test('plain integers are read by their size', async () => {
  const { bars } = await readOne(sample('epoch-seconds.parquet'), { symbol: 'X' });
  expect(brief(bars[1]).slice(1, 3)).toEqual(['1m', '2020-01-02T14:31Z']);
});

test('a file cut short or damaged, and row groups too large to hold, are refused', async () => {
  const bytes = readFileSync(sample('hourly-zstd.parquet'));
  expect(await refusal(scratch.write('CUT.parquet', bytes.subarray(0, 2_000)))).toContain(
    'a whole Parquet file',
  );
  const damaged = Buffer.from(bytes);
  damaged.fill(0xff, 100, 1_500);
  expect(await refusal(scratch.write('BAD.parquet', damaged))).toContain('a whole Parquet file');
  const limits = { rowGroupBytes: 5_000 };
  expect(await refusal(sample('hourly-zstd.parquet'), { limits })).toContain('row_group_size');
});
