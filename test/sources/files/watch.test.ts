import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { isFinishedName, type WatchOptions, watchFiles } from '../../../src/sources/files/watch.ts';
import { scratchFolder } from './support.ts';

const scratch = scratchFolder();
let stop = new AbortController();
let count = 0;

afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

/** A folder and the names of what is found in it, as they come. */
function startWatch(
  options: Partial<WatchOptions> = {},
  isThere = true,
): { folder: string; found: string[] } {
  count += 1;
  const folder = scratch.path(`watched-${count}`);
  if (isThere) mkdirSync(folder);
  const found: string[] = [];
  const run = async () => {
    for await (const path of watchFiles(folder, {
      stableMs: 300,
      lookEveryMs: 50,
      signal: stop.signal,
      ...options,
    })) {
      found.push(basename(path));
    }
  };
  run().catch((error: unknown) => found.push(String(error)));
  return { folder, found };
}

test('what is there first, then what is renamed into place; not what has no finished name', async () => {
  const { folder, found } = startWatch();
  writeFileSync(join(folder, 'first.csv'), 'x');
  await expect.poll(() => found, { timeout: 20_000 }).toEqual(['first.csv']);
  for (const name of ['.hidden.csv', 'a.csv.tmp', 'b.csv.part', '~c.csv'])
    writeFileSync(join(folder, name), 'x');
  renameSync(join(folder, 'a.csv.tmp'), join(folder, 'a.csv'));
  await expect.poll(() => found, { timeout: 20_000 }).toEqual(['first.csv', 'a.csv']);
  await wait(800);
  expect(found).toEqual(['first.csv', 'a.csv']);
});

test('a file that grows comes when it is done, and again when it is written to again', async () => {
  const { folder, found } = startWatch({ stableMs: 1_500 });
  await wait(300);
  const path = join(folder, 'growing.csv');
  for (let index = 0; index < 8; index += 1) {
    appendFileSync(path, 'line\n');
    await wait(150);
    expect(found).toEqual([]);
  }
  await expect.poll(() => found, { timeout: 20_000 }).toEqual(['growing.csv']);
  appendFileSync(path, 'line\n');
  await expect.poll(() => found, { timeout: 20_000 }).toEqual(['growing.csv', 'growing.csv']);
});

test.each([
  { way: 'told', options: {} },
  { way: 'polling', options: { pollEveryMs: 100 } },
])('a folder that comes, vanishes and comes back ($way)', async ({ options }) => {
  const { folder, found } = startWatch(options, false);
  await wait(300);
  mkdirSync(folder);
  writeFileSync(join(folder, 'one.csv'), 'x');
  await expect.poll(() => found, { timeout: 20_000 }).toEqual(['one.csv']);
  rmSync(folder, { recursive: true });
  await wait(1_000);
  mkdirSync(folder);
  writeFileSync(join(folder, 'two.csv'), 'x');
  await expect.poll(() => found, { timeout: 20_000 }).toEqual(['one.csv', 'two.csv']);
});

test('ends when it is told to', async () => {
  const ending = new AbortController();
  const files = watchFiles(scratch.path('.'), { signal: ending.signal, lookEveryMs: 100_000 });
  const next = files.next();
  await wait(200);
  ending.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

test.each(['x.csv', 'BRK-B.csv.gz', 'a~b.csv'])('%s is a finished name', (name) => {
  expect(isFinishedName(`/data/${name}`)).toBe(true);
});
