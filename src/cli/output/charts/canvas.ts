import type { Colors } from '../style.ts';

/** What a picture may be drawn in; all terminals have these. */
export type Ink = 'green' | 'red' | 'cyan' | 'yellow' | 'magenta' | 'blue' | 'gray';

interface Cell {
  dots: number;
  ink: Ink | null;
  /** Drawn where there is no dot. */
  ground: string;
  groundInk: Ink | null;
}

/** Dots of a Braille character, by row and column: its code point is U+2800 plus their sum. */
const braille = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export const dotsAcross = 2;
export const dotsDown = 4;

/** A drawing area of characters, each of 2 × 4 dots (Unicode's Braille patterns; without Unicode, nearest ASCII). */
export class Canvas {
  /** In dots. */
  readonly width: number;
  readonly height: number;
  readonly #rows: Cell[][];

  /** @param columns in characters, as `rows` */
  constructor(columns: number, rows: number) {
    this.width = columns * dotsAcross;
    this.height = rows * dotsDown;
    this.#rows = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => ({ dots: 0, ink: null, ground: ' ', groundInk: null })),
    );
  }

  /** Sets a dot; what lies outside is left out. */
  dot(x: number, y: number, ink: Ink): void {
    const cell = this.#rows[Math.floor(y / dotsDown)]?.[Math.floor(x / dotsAcross)];
    if (cell === undefined || x < 0 || y < 0) return;
    cell.dots |= braille[y % dotsDown]?.[x % dotsAcross] ?? 0;
    cell.ink = ink;
  }

  /** Puts a character behind the dots. */
  ground(column: number, row: number, character: string, ink: Ink | null): void {
    const cell = this.#rows[row]?.[column];
    if (cell === undefined) return;
    cell.ground = character;
    cell.groundInk = ink;
  }

  /** A straight line (Bresenham's). @param every so many dots one is set: 1 is solid */
  line(from: readonly [number, number], to: readonly [number, number], ink: Ink, every = 1): void {
    let [x, y] = from;
    const [toX, toY] = to;
    const [width, height] = [Math.abs(toX - x), Math.abs(toY - y)];
    const [stepX, stepY] = [Math.sign(toX - x), Math.sign(toY - y)];
    let error = width - height;
    for (;;) {
      if (every === 1 || (x + y) % every === 0) this.dot(x, y, ink);
      if (x === toX && y === toY) return;
      const twice = 2 * error;
      if (twice > -height) [error, x] = [error - height, x + stepX];
      if (twice < width) [error, y] = [error + width, y + stepY];
    }
  }

  /** The rows as text. */
  lines(colors: Colors, unicode: boolean): string[] {
    return this.#rows.map((cells) => {
      let text = '';
      let run = '';
      let ink: Ink | null = null;
      const flush = (): void => {
        text += ink === null || run === '' ? run : colors[ink](run);
        run = '';
      };
      for (const cell of cells) {
        const [character, own] = drawn(cell, unicode);
        if (own !== ink && character !== ' ') {
          flush();
          ink = own;
        }
        run += character;
      }
      run = run.trimEnd();
      flush();
      return text;
    });
  }
}

function drawn({ dots, ink, ground, groundInk }: Cell, unicode: boolean): [string, Ink | null] {
  if (dots === 0) return [ground, groundInk];
  if (unicode) return [String.fromCodePoint(0x2800 + dots), ink];
  const upper = dots & 0x1b;
  const lower = dots & 0xe4;
  return [upper && lower ? ':' : upper ? "'" : '.', ink];
}
