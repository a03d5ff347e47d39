import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { DigestSums } from '../../../src/storage/timescale/checksum/row-block.ts';

const sumOf = (text: string): bigint =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 15)}`);

it('is the sum of the first 60 bits of each digest', () => {
  const sums = new DigestSums();
  const bytes = new TextEncoder().encode('onetwothree');
  sums.add({ bytes, ends: Uint32Array.of(3, 6, 11), groups: Uint32Array.of(4, 0, 4), rows: 3 });
  expect(sums.sumOf(4)).toBe(sumOf('one') + sumOf('three'));
  expect(sums.sumOf(0)).toBe(sumOf('two'));
  expect(sums.sumOf(1)).toBe(0n);
});

it('loses nothing of sums that no double holds', () => {
  const sums = new DigestSums();
  const most = 2 ** 30 - 1;
  const [times, rows] = [40, 2 ** 20];
  // As if so many rows had had the largest digest there can be.
  const large = { top: [0], high: [most * rows], low: [most * rows] };
  for (let time = 0; time < times; time += 1) sums.addSums(large);
  expect(sums.sumOf(0)).toBe(BigInt(times) * BigInt(rows) * (2n ** 60n - 1n));
});
