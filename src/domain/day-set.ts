import type { Day } from './nominal.ts';

/** A set of days that mostly follow each other, a bit each: decades of them take a kilobyte. */
export class DaySet {
  /** The day of the first bit. */
  #first = 0;
  #bits = new Uint8Array(0);

  add(day: Day): void {
    const at = this.#placeOf(day);
    this.#bits[at >> 3] = (this.#bits[at >> 3] ?? 0) | (1 << (at & 7));
  }

  /** In ascending order. */
  *[Symbol.iterator](): Generator<Day, void> {
    for (const [index, byte] of this.#bits.entries())
      for (let bit = 0; bit < 8; bit += 1)
        if (byte & (1 << bit)) yield (this.#first + index * 8 + bit) as Day;
  }

  /** Where a day's bit is; made room for, with as much again on the side where it was needed. */
  #placeOf(day: number): number {
    const length = this.#bits.length * 8;
    if (length === 0) this.#grow(day, day + 1);
    else if (day < this.#first) this.#grow(day - length, this.#first + length);
    else if (day >= this.#first + length) this.#grow(this.#first, day + length);
    return day - this.#first;
  }

  #grow(from: number, to: number): void {
    const first = Math.floor(from / 8) * 8;
    const bits = new Uint8Array(Math.ceil((to - first) / 8));
    if (this.#bits.length > 0) bits.set(this.#bits, (this.#first - first) / 8);
    [this.#first, this.#bits] = [first, bits];
  }
}
