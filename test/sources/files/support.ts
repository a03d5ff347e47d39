import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { StockulaError } from '../../../src/domain/errors.ts';
import type { RawAction, RawBar } from '../../../src/domain/raw-bar.ts';
import { openFile } from '../../../src/sources/files/open-file.ts';
import type { FileOptions } from '../../../src/sources/files/options.ts';
import type { FilePart } from '../../../src/sources/files/part.ts';

/** A folder for files of one test file, which is removed after it. */
export function scratchFolder(): {
  path(name: string): string;
  write(name: string, content: string | Uint8Array): string;
} {
  const parent = process.env['STOCKULA_TEST_SCRATCH'] ?? tmpdir();
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  return {
    path,
    write: (name, content) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      return path(name);
    },
  };
}

export interface ReadPart extends Omit<FilePart, 'bars' | 'dividends' | 'splits'> {
  readonly bars: readonly RawBar[];
  readonly dividends: readonly RawAction[];
  readonly splits: readonly RawAction[];
}

async function collect<Row>(batches: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

export async function readParts(
  path: string,
  options: FileOptions = {},
  onSkipped?: (member: string) => void,
): Promise<ReadPart[]> {
  const parts: ReadPart[] = [];
  for await (const part of openFile(path, options, onSkipped)) {
    parts.push({
      ...part,
      bars: await collect(part.bars()),
      dividends: await collect(part.dividends()),
      splits: await collect(part.splits()),
    });
  }
  return parts;
}

/** A file with one part. */
export async function readOne(path: string, options: FileOptions = {}): Promise<ReadPart> {
  const parts = await readParts(path, options);
  expect(parts).toHaveLength(1);
  const [part] = parts;
  if (!part) throw new Error('no part');
  return part;
}

/** The message a file is refused with. */
export async function refusal(path: string, options: FileOptions = {}): Promise<string> {
  try {
    await readParts(path, options);
  } catch (error) {
    if (error instanceof StockulaError && error.code === 'SOURCE_UNUSABLE') return error.message;
    throw error;
  }
  throw new Error(`${path} was read`);
}

/** A bar as a short list: day or time, and the numbers. */
export function brief(bar: RawBar | undefined): readonly unknown[] {
  if (!bar) return [];
  const time = typeof bar.ts === 'number' ? new Date(bar.ts / 1_000).toISOString() : bar.ts;
  const short = time?.replace('T00:00:00.000Z', '').replace(':00.000Z', 'Z');
  return [bar.symbol, bar.interval, short, bar.open, bar.high, bar.low, bar.close, bar.adjClose, bar.volume];
}
