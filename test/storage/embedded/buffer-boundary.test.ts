import { expect, test } from 'vitest';
import { avoidBufferBoundary } from '../../../src/storage/embedded/wire/buffer-boundary.ts';
import { message, messagesIn, sync } from '../../../src/storage/embedded/wire/messages.ts';
import { withEmbedded } from '../../support/embedded.ts';

/** Messages of this many bytes each, header included. */
const batch = (...sizes: number[]): Buffer =>
  Buffer.concat(sizes.map((size) => (size === 5 ? sync() : message('B', Buffer.alloc(size - 5)))));

test.each([
  ['one message', [8192]],
  ['none at the boundary', [100, 9000, 5]],
])('%s: left as it is', (_what, sizes) => {
  const messages = batch(...sizes);
  expect(avoidBufferBoundary(messages)).toBe(messages);
});

test.each([
  ['one that ends there', [8192, 5]],
  ['two that follow each other by a Flush', [8187, 5, 7, 5]],
  ['at the second boundary', [9000, 7384, 10, 5]],
])('%s: no message but the last ends at the boundary, and all are there', (_what, sizes) => {
  const messages = batch(...sizes);
  const moved = avoidBufferBoundary(messages);
  expect(moved.subarray(moved.length - messages.length).equals(messages)).toBe(true);
  let end = 0;
  const ends = [...messagesIn(moved)].map(({ bytes }) => {
    end += bytes.length;
    return end % 8192;
  });
  expect(ends.slice(0, -1)).not.toContain(0);
});

test('statements and parameters of every length around the boundary are answered', async () => {
  await withEmbedded(async (engine) => {
    const pool = engine.pool(1);
    for (let length = 8090; length < 8200; length += 1) {
      const text = 'x'.repeat(length);
      const bound = await pool.query('SELECT length($1) AS n', [text]);
      expect(bound.rows).toEqual([{ n: length }]);
      const inline = await pool.query(`SELECT length('${text}') AS n`);
      expect(inline.rows).toEqual([{ n: length }]);
    }
  });
});
