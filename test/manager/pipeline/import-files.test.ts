import { appendFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAhead } from '../../../src/manager/pipeline/file-ahead.ts';
import { type ImportFilesControl, importFiles } from '../../../src/manager/pipeline/import-files.ts';
import type { Pipeline } from '../../../src/manager/pipeline/pipeline.ts';
import { scratchFolder } from '../../sources/files/support.ts';
import { openTestDatabase, openTestPipeline, type TestDatabase } from './support.ts';

const scratch = scratchFolder();
let place: TestDatabase;
beforeAll(async () => {
  place = await openTestDatabase();
});
afterAll(() => place.stop());

const hourMs = 3_600_000;
const head = 'ts,open,high,low,close,volume';

/** So many hourly bars of a symbol from a day on. */
function file(symbol: string, from: string, count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const ts = new Date(Date.parse(from) + index * hourMs).toISOString().replace('.000', '');
    return `${ts},10,12,9,${10 + (index % 4) / 4},${index}`;
  });
  const path = scratch.path(`${symbol}-1h.csv`);
  writeFileSync(path, [head, ...lines, ''].join('\n'));
  return path;
}

const imported = (
  paths: readonly string[],
  more: Partial<ImportFilesControl> = {},
  pipeline: Partial<Pipeline> = {},
) =>
  importFiles(
    {
      ...openTestPipeline(place.database, 'http://127.0.0.1:9', { now: '2026-01-01T00:00:00Z' }),
      ...pipeline,
    },
    paths.map((path) => ({ path, options: {}, replace: false })),
    { signal: new AbortController().signal, ...more },
  );
const stored = async (symbol: string) => {
  const { rows } = await place.database.pool.query(
    `SELECT count(*)::int AS bars, count(DISTINCT ts)::int AS times, sum(volume)::float8 AS volume,
       min(ts)::text AS first, max(ts)::text AS last FROM ts_price_history WHERE symbol = $1`,
    [symbol],
  );
  return rows[0];
};
const sum = (count: number): number => (count * (count - 1)) / 2;

test('files that share chunks are stored whole, each in its own time, and once', async () => {
  const count = 25_000;
  const paths = ['FILEA', 'FILEB', 'FILEC'].map((symbol) => file(symbol, '2004-03-01', count));
  const whole = {
    ...{ bars: count, times: count, volume: sum(count) },
    ...{ first: '2004-03-01 00:00:00+00', last: '2007-01-06 15:00:00+00' },
  };
  for (const outcome of ['written', 'unchanged'] as const) {
    const { reports, failures } = await imported(paths);
    expect(failures).toEqual([]);
    expect(
      reports.map(({ symbols }) => symbols.map(({ symbol, counts }) => [symbol, counts[outcome]])),
    ).toEqual([[['FILEA', count]], [['FILEB', count]], [['FILEC', count]]]);
    for (const symbol of ['FILEA', 'FILEB', 'FILEC']) expect(await stored(symbol)).toEqual(whole);
  }
});

test('a file that cannot be read fails in its turn and keeps no other', async () => {
  const broken = file('CUTOFF', '2004-03-01', 5_000);
  appendFileSync(broken, '2005-01-01T00:00:00Z,10\n');
  const paths = [
    file('BEFORE', '2004-03-01', 100),
    scratch.path('missing.csv'),
    broken,
    file('AFTER', '2004-03-01', 100),
  ];
  const { reports, failures } = await imported(paths);
  expect(reports.flatMap(({ symbols }) => symbols.map(({ symbol }) => symbol))).toEqual(['BEFORE', 'AFTER']);
  expect(failures.map(({ path }) => path)).toEqual(paths.slice(1, 3));
  expect((await stored('CUTOFF'))?.bars).toBe(0);
  const { rows } = await place.database.pool.query(
    `SELECT place, status FROM etl_runs WHERE place = ANY ($1) ORDER BY started_at, id`,
    [paths],
  );
  expect(rows.map(({ status }) => status)).toEqual(['finished', 'failed', 'failed', 'finished']);
  expect(rows.map((row) => row.place)).toEqual(paths);
});

test('a file that changes after its first rows were read is refused', async () => {
  const path = file('GROWS', '2004-03-01', 40_000);
  const ahead = openAhead(path, {});
  await sleep(300);
  appendFileSync(path, '2024-01-02T00:00:00Z,10,12,9,10,1\n');
  const read = async () => {
    for await (const part of ahead.parts()) for await (const _ of part.bars());
  };
  await expect(read()).rejects.toThrow(/stay as it is/);
  await ahead.close();
});

test('the bars of a part can be gone through again', async () => {
  const ahead = openAhead(file('TWICE', '2004-03-01', 5_000), {});
  const counts: number[] = [];
  for await (const part of ahead.parts()) {
    for (let pass = 0; pass < 2; pass += 1) {
      let bars = 0;
      for await (const batch of part.bars()) bars += batch.length;
      counts.push(bars);
    }
  }
  expect(counts).toEqual([5_000, 5_000]);
});

test.skipIf(process.platform !== 'linux')(
  'what ends an import lets go of the file that comes next',
  async () => {
    const paths = [file('STOPS', '2004-03-01', 3_000), file('NEVER', '2004-03-01', 60_000)];
    const openNow = () => openFiles().filter((path) => paths.includes(path));
    const seen: string[][] = [];
    const onChanged = () => {
      seen.push(openNow());
      return Promise.reject(new Error('enough'));
    };
    await expect(imported(paths, {}, { onChanged })).rejects.toThrow('enough');
    expect(seen).toEqual([[paths[1]]]);
    expect(openNow()).toEqual([]);
    expect((await stored('NEVER'))?.bars).toBe(0);
  },
);

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      // The folder of descriptors lists the one it is read by.
      return [];
    }
  });
}
