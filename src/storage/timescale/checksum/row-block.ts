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

/** Sums of digests by group, each in two halves of 30 bits: a BigInt a row would cost as much as all the rest. */
export class DigestSums {
  readonly high: number[];
  readonly low: number[];

  constructor(high: number[] = [], low: number[] = []) {
    this.high = high;
    this.low = low;
  }

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

  addSums({ high, low }: Pick<DigestSums, 'high' | 'low'>): void {
    for (const group of high.keys()) this.#add(group, high[group] ?? 0, low[group] ?? 0);
  }

  sumOf(group: number): bigint {
    return BigInt(this.high[group] ?? 0) * BigInt(half) + BigInt(this.low[group] ?? 0);
  }

  #add(group: number, high: number, low: number): void {
    const sum = (this.low[group] ?? 0) + low;
    const over = sum >= carryAt ? Math.floor(sum / half) : 0;
    this.low[group] = sum - over * half;
    this.high[group] = (this.high[group] ?? 0) + high + over;
  }
}
