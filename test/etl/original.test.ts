import { describe, expect, test } from 'vitest';
import type { RawRow, RawValue } from '../../src/domain/raw-row.ts';
import { originalContent, restoreOriginal } from '../../src/etl/legacy/original.ts';

describe('every value of a row comes back with its type', () => {
  test.each<[string, RawValue]>([
    ['NULL', null],
    ['text', 'Banks – "Diversified"\n'],
    ['text that looks wrapped', '{"$blob":"00"}'],
    ['empty text', ''],
    ['text with NUL', 'x\0y'],
    ['text with half a character', 'x\ud83d'],
    ['integer', 42n],
    ['negative integer', -5n],
    ['largest exact integer', 9_007_199_254_740_991n],
    ['integer beyond', 9_007_199_254_740_993n],
    ['largest integer', 9_223_372_036_854_775_807n],
    ['smallest integer', -9_223_372_036_854_775_808n],
    ['real', 0.1 + 0.2],
    ['whole real', 10],
    ['huge real', 1.7976931348623157e308],
    ['tiny real', 5e-324],
    ['zero', 0],
    ['negative zero', -0],
    ['infinity', Number.POSITIVE_INFINITY],
    ['negative infinity', Number.NEGATIVE_INFINITY],
    ['blob', new Uint8Array([0, 1, 255])],
    ['empty blob', new Uint8Array()],
  ])('%s', (_name, value) => {
    const restored = restoreOriginal(originalContent({ value }))['value'];
    if (typeof value === 'number') expect(Object.is(restored, value)).toBe(true);
    else expect(restored).toStrictEqual(value);
  });

  test('through jsonb too, which writes numbers without exponents', () => {
    const row: RawRow = { tiny: 1.5e-7 };
    expect(restoreOriginal('{"tiny": 0.00000015}')).toEqual(row);
  });
});

test('the text is readable JSON that jsonb takes', () => {
  const content = originalContent({ id: 1n, open: 10, high: 1.5, blob: new Uint8Array([255]), nul: '\0' });
  expect(content).toBe(
    '{"id":1,"open":{"$real":"10"},"high":1.5,"blob":{"$blob":"ff"},"nul":{"$utf16":"0000"}}',
  );
});

test('what was not written by it is refused', () => {
  for (const content of ['5', '{"a":true}', '{"a":{"b":1}}', '{'])
    expect(() => restoreOriginal(content)).toThrow();
});
