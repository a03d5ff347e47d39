import { CsvError, parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { StockulaError } from '../../../src/domain/errors.ts';
import { CsvScanner, fieldText } from '../../../src/sources/files/csv-scanner.ts';

type Outcome = readonly (readonly string[])[] | 'refused';

function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pieces = [
  'a',
  '1.5',
  '',
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r\n',
  ' ',
  'é',
  '€',
  '😀',
  '"x"',
  '"a,b"',
  '"l\nm"',
  '""""',
  '\r',
];

/** Mostly sound CSV, sometimes any characters in any order. */
function hostile(random: (below: number) => number): string {
  const isWild = random(4) === 0;
  const count = random(40);
  let text = '';
  for (let index = 0; index < count; index += 1) {
    if (isWild) text += pieces[random(pieces.length)];
    else text += field(random) + (random(3) === 0 ? ['\n', '\r\n'][random(2)] : ',');
  }
  // At the very end we take it for half a line end, csv-parse for text.
  return text.endsWith('\r') ? `${text}\n` : text;
}

function field(random: (below: number) => number): string {
  const text = Array.from(
    { length: random(6) },
    () => ['a', 'é', '7', ' ', ',', '"', '\n', '😀'][random(8)],
  ).join('');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function ours(bytes: Buffer, random: (below: number) => number): Outcome {
  const rows: string[][] = [];
  const scanner = new CsvScanner({ delimiter: ',', place: 'x.csv', lineBytes: 2 ** 20 }, (record) =>
    rows.push(Array.from({ length: record.count }, (_, index) => fieldText(record, index))),
  );
  try {
    for (let from = 0; from < bytes.length; ) {
      const to = from + 1 + random(9);
      scanner.push(bytes.subarray(from, to));
      from = to;
    }
    scanner.end();
    return rows;
  } catch (error) {
    if (error instanceof StockulaError) return 'refused';
    throw error;
  }
}

function theirs(bytes: Buffer): Outcome {
  try {
    const rows = parse(bytes, {
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\n', '\r\n'],
    }) as string[][];
    // A line of two quotes is blank to us: a table has more than one column.
    return rows.filter((row) => row.length > 1 || row[0] !== '');
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return 'refused';
  }
}

test('reads what csv-parse reads and refuses what it refuses, however the bytes are cut', () => {
  const random = randomNumbers(20_261_123);
  const seen = { read: 0, refused: 0 };
  for (let round = 0; round < 4_000; round += 1) {
    const text = hostile(random);
    const bytes = Buffer.from(text);
    const expected = theirs(bytes);
    expect(ours(bytes, random), JSON.stringify(text)).toEqual(expected);
    seen[expected === 'refused' ? 'refused' : 'read'] += 1;
  }
  expect(seen.read).toBeGreaterThan(1_000);
  expect(seen.refused).toBeGreaterThan(300);
});

describe('lines', () => {
  test('are counted through quoted line breaks and blank lines', () => {
    const lines: number[] = [];
    const scanner = new CsvScanner({ delimiter: ';', place: 'x', lineBytes: 100 }, ({ line }) =>
      lines.push(line),
    );
    scanner.push(Buffer.from('a;b\n"x\ny";1\n\n\r\nc;d\n"q";"r'));
    scanner.push(Buffer.from('\n\n"\nlast'));
    scanner.end();
    expect(lines).toEqual([1, 2, 6, 7, 10]);
  });
});
