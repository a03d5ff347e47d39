import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { scratchFolder } from './support.ts';

const scratch = scratchFolder();
const openFile = pathToFileURL(join(import.meta.dirname, '../../../src/sources/files/open-file.ts'));

/** A process of its own: its memory is that of the reader alone. */
const countBars = `
  import { openFile } from ${JSON.stringify(openFile)};
  let bars = 0;
  for await (const part of openFile(process.argv[1])) {
    for await (const batch of part.bars()) bars += batch.length;
  }
  console.log(JSON.stringify({ bars, peakMegabytes: process.resourceUsage().maxRSS / 1024 }));`;

/** Minute bars of at least so many megabytes, the same day again and again; how many rows there are. */
function writeBars(path: string, megabytes: number): number {
  const lines = Array.from({ length: 20_000 }, (_, index) => {
    const ts = new Date(index * 60_000).toISOString().replace('.000', '');
    return `AAPL,1m,${ts},${index}.25,${index}.5,${index}.125,${index}.375,${index * 100}\n`;
  });
  const block = Buffer.from(lines.join(''));
  const file = openSync(path, 'w');
  writeSync(file, 'symbol,interval,ts,open,high,low,close,volume\n');
  let blocks = 0;
  for (; blocks * block.length < megabytes * 1e6; blocks += 1) writeSync(file, block);
  closeSync(file);
  return blocks * lines.length;
}

function peakMegabytes(megabytes: number): number {
  const path = scratch.path(`${megabytes}.csv`);
  const rows = writeBars(path, megabytes);
  const arguments_ = ['--input-type=module', '--eval', countBars, path];
  const answer = JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8' }));
  expect(answer.bars).toBe(rows);
  return answer.peakMegabytes;
}

test('200 megabytes take no more memory than 20', () => {
  const small = peakMegabytes(20);
  // The garbage of a process that is never at rest takes some; the file as objects would take 600.
  expect(peakMegabytes(200) - small).toBeLessThan(100);
});
