import { describe, expect, test } from 'vitest';
import { repairJson } from '../../src/etl/legacy/json.ts';

describe('JSON that jsonb takes as it is', () => {
  test.each([
    '{"symbol": "AAPL", "trailingPE": 27.5, "officers": [{"name": "A"}, {"name": "B"}]}',
    'null',
    '[1e5, -0.5, 123456789012345678901234567890]',
    '{"a": "NaN", "b": "Infinity, -Infinity", "NaN": 1}',
    '{"a": "quote \\" NaN", "b": "\\\\", "c": "\\\\u0000"}',
    '{"a": "\\ud83d\\ude00 😀"}',
    '{"a": {"x": 1}, "b": {"x": 2}}',
    '{"__proto__": 1}',
  ])('%s', (text) => {
    expect(repairJson(text)).toEqual({ json: text, original: null });
  });
});

describe('JSON that needs repair keeps its original text', () => {
  test.each([
    ['{"pe": NaN, "max": Infinity, "min": -Infinity}', '{"pe": null, "max": null, "min": null}'],
    ['[NaN,"NaN",[-Infinity]]', '[null,"NaN",[null]]'],
    ['NaN', 'null'],
    ['{"a": "x\\u0000y"}', '{"a": "x\\ufffdy"}'],
    ['{"a": "\\ud83d and \\ude00"}', '{"a": "\\ufffd and \\ufffd"}'],
    ['{"a": "\\ud83d\\ud83d\\ude00"}', '{"a": "\\ufffd\\ud83d\\ude00"}'],
    ['{"a": "\ud83d"}', '{"a": "\ufffd"}'],
    ['{"a": 1e200000}', '{"a": null}'],
    ['{"a": 1, "a": 2}', '{"a": 1, "a": 2}'],
    ['[{"a": 1}, {"b": 1, "b" : 1}]', '[{"a": 1}, {"b": 1, "b" : 1}]'],
  ])('%s', (text, json) => {
    expect(repairJson(text)).toEqual({ json, original: text });
    expect(() => JSON.parse(json)).not.toThrow();
  });
});

describe('text that is not JSON even so', () => {
  test.each([
    '',
    '{',
    "{'a': 1}",
    '{"a": nan}',
    '{"a": 1NaN}',
    '{"a": -NaN}',
    '{NaN: 1}',
    '"open',
    '"\\',
    'NaNNaN',
    '{"a": "\n"}',
  ])('%j', (text) => {
    expect(repairJson(text)).toBeNull();
  });

  test('nor nested beyond a hundred levels', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(repairJson(nested(100))).not.toBeNull();
    expect(repairJson(nested(101))).toBeNull();
    expect(repairJson(nested(100_000))).toBeNull();
  });
});

test('a megabyte is repaired at once', () => {
  const text = `{"long": "${'x\\n'.repeat(300_000)}", "values": [${'NaN, '.repeat(50_000)}1]}`;
  const started = performance.now();
  expect(repairJson(text)?.original).toBe(text);
  expect(performance.now() - started).toBeLessThan(2_000);
});
