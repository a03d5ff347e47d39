import { hash } from 'node:crypto';

/** Encoded rows one after the other, and to which group each belongs. */
export interface RowBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each row ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** The number of each row's group. */
  readonly groups: Uint32Array<ArrayBuffer>;
  readonly rows: number;
}

/** Of a digest, so many hexadecimal digits are added up: 60 bits. */
export const digestDigits = 15;
const half = 2 ** 30;
/** Before a sum of halves could have more digits than a double. */
const carryAt = 2 ** 52;

/** Sums by the number of their group, in digits of 30 bits, the highest without a limit. */
export type SumDigits = Readonly<Record<'top' | 'high' | 'low', number[]>>;

/** Sums of digests by group: a BigInt a row would cost as much as all the rest. */
export class DigestSums {
  readonly digits: SumDigits = { top: [], high: [], low: [] };

  add({ bytes, ends, groups, rows }: RowBlock): void {
    let start = 0;
    for (let row = 0; row < rows; row += 1) {
      const end = ends[row] ?? 0;
      // As text of a character a byte: a buffer for each digest takes more than twice as long.
      const digest = hash('sha256', bytes.subarray(start, end), 'binary');
      const byte = (at: number): number => digest.charCodeAt(at);
      this.#add(
        groups[row] ?? 0,
        byte(0) * 2 ** 22 + byte(1) * 2 ** 14 + byte(2) * 2 ** 6 + (byte(3) >> 2),
        (byte(3) & 3) * 2 ** 28 + byte(4) * 2 ** 20 + byte(5) * 2 ** 12 + byte(6) * 2 ** 4 + (byte(7) >> 4),
      );
      start = end;
    }
  }

  addSums({ top, high, low }: SumDigits): void {
    for (const group of low.keys()) this.#add(group, high[group] ?? 0, low[group] ?? 0, top[group] ?? 0);
  }

  sumOf(group: number): bigint {
    const { top, high, low } = this.digits;
    const digit = (digits: readonly number[]): bigint => BigInt(digits[group] ?? 0);
    return (digit(top) * BigInt(half) + digit(high)) * BigInt(half) + digit(low);
  }

  #add(group: number, high: number, low: number, top = 0): void {
    const { digits } = this;
    const lowSum = (digits.low[group] ?? 0) + low;
    const lowOver = lowSum >= carryAt ? Math.floor(lowSum / half) : 0;
    const highSum = (digits.high[group] ?? 0) + high + lowOver;
    const highOver = highSum >= carryAt ? Math.floor(highSum / half) : 0;
    digits.low[group] = lowSum - lowOver * half;
    digits.high[group] = highSum - highOver * half;
    digits.top[group] = (digits.top[group] ?? 0) + top + highOver;
  }
}
