import { expect, test } from 'vitest';
import { snippet } from '../../src/sources/http/answer.ts';

test.each([
  ['<html><head><style>p { color: red }</style></head><body>sad <b>panda</b></body></html>', 'sad panda'],
  ['<!DOCTYPE html>\n<title>502</title><script>track("<b>")', '502'],
  ['<html', ''],
  ['{"error": "x < y"}', '{"error": "x < y"}'],
  ['a\n b', 'a b'],
])('of %j a message shows %j', (text, shown) => {
  expect(snippet(text)).toBe(shown);
});
