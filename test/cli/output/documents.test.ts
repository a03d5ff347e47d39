import { expect, test } from 'vitest';
import { csvRecord, renderCsv } from '../../../src/cli/output/csv.ts';
import { renderJson } from '../../../src/cli/output/json.ts';
import { sparkline } from '../../../src/cli/output/sparkline.ts';

test('CSV: CRLF, quotes only where needed, doubled inside', () => {
  const text = renderCsv(
    ['symbol', 'name'],
    [
      ['BRK-B', 'Berkshire, Inc.'],
      ['X', 'say "hi"'],
      ['Y', 'two\nlines'],
      ['Z', ' padded '],
    ],
  );
  expect(text).toBe(
    'symbol,name\r\nBRK-B,"Berkshire, Inc."\r\nX,"say ""hi"""\r\nY,"two\nlines"\r\nZ," padded "\r\n',
  );
});

test('CSV: numbers in full, missing values and NaN empty, dates in ISO form', () => {
  expect(
    csvRecord([1234567.891, 12n, Number.NaN, null, undefined, true, new Date(0), 189.97999572753906]),
  ).toBe('1234567.891,12,,,,true,1970-01-01T00:00:00.000Z,189.97999572753906\r\n');
  expect(csvRecord([Number.NaN])).toBe('""\r\n');
});

test('JSON: what JSON lacks is translated', () => {
  const value = {
    nan: Number.NaN,
    infinite: Number.POSITIVE_INFINITY,
    small: 5n,
    large: 9007199254740993n,
    closes: Float64Array.of(1, Number.NaN),
    days: new Map([['a', 1]]),
    set: new Set([1]),
    when: new Date(0),
  };
  const text = renderJson(value);
  expect(text.endsWith('}\n')).toBe(true);
  expect(JSON.parse(text)).toEqual({
    nan: null,
    infinite: null,
    small: 5,
    large: '9007199254740993',
    closes: [1, null],
    days: { a: 1 },
    set: [1],
    when: '1970-01-01T00:00:00.000Z',
  });
  expect(renderJson(undefined)).toBe('null\n');
  expect(renderJson([1], { indent: 0 })).toBe('[1]\n');
});

test('sparklines: scaled, gaps as spaces, long series averaged', () => {
  expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8])).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([1, Number.NaN, 3])).toBe('▁ █');
  expect(sparkline([5, 5])).toBe('▄▄');
  expect(sparkline([])).toBe('');
  expect(sparkline([Number.NaN])).toBe(' ');
  expect(
    sparkline(
      Float64Array.from({ length: 1000 }, (_, index) => index),
      8,
    ),
  ).toBe('▁▂▃▄▅▆▇█');
});
