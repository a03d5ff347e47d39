import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/storage/timescale/canonical-json.ts';

it.each([
  ['{"b":1,"a":[1,2]}', ' { "a" : [1, 2.0], "b" : 1e0 } '],
  ['{"a":1,"a":2}', '{"a":2}'],
  ['[1.50, 0, 100]', '[15e-1, -0.000, 1E+2]'],
  ['[-0.0012]', '[-12E-4]'],
  ['"\\u00e4\\ud83d\\ude00"', '"ä😀"'],
  ['{"__proto__":1}', '{"__proto__":1.0}'],
])('finds the same meaning in %s and %s', (one, other) => {
  expect(canonicalJson(one)).toBe(canonicalJson(other));
});

it.each([
  ['[9007199254740993]', '[9007199254740992]'],
  ['[0.1]', '[0.10000000000000001]'],
  ['[1e400]', '[1e401]'],
  ['[-1]', '[1]'],
  ['[1, 2]', '[2, 1]'],
  ['["1"]', '[1]'],
  ['{"a":null}', '{}'],
  ['["1e0"]', '[1]'],
])('tells %s from %s', (one, other) => {
  expect(canonicalJson(one)).not.toBe(canonicalJson(other));
});
