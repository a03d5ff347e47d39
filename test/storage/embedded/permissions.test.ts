import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshFolder, startEmbedded, type TestEngine } from '../../support/embedded.ts';

let engine: TestEngine;
let userMask: number;

beforeAll(async () => {
  // A user who hides nothing by default, and a folder that was there before.
  userMask = process.umask(0);
  const dataDirectory = freshFolder();
  chmodSync(dataDirectory, 0o755);
  engine = await startEmbedded({ dataDirectory, port: 0 });
  await engine.pool(1).query('CREATE TABLE t AS SELECT generate_series(1, 1000) AS a; CHECKPOINT');
});
afterAll(async () => {
  process.umask(userMask);
  await engine.stop();
});

/** Entries below a folder that their group or others may read, write or enter. */
function openToOthers(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found !== undefined && (found.mode & 0o077) !== 0;
  });
}

test("nothing below the data directory is open to group or others, whatever the user's mask", () => {
  expect(readdirSync(engine.dataDirectory).toSorted()).toEqual([
    'cluster',
    'engine.json',
    'engine.lock',
    'holder.json',
    'host.lock',
    'log',
    'password',
    'run',
    'stockula.json',
  ]);
  expect(openToOthers(engine.dataDirectory)).toEqual([]);
});
