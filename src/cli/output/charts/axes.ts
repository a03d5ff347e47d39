import { formatDecimal } from '../numbers.ts';
import type { Style } from '../style.ts';

/** From the least to the greatest value shown. On a logarithmic one, equal distances are equal ratios. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
}

/** From this ratio of greatest to least on, all that was early would lie flat on the floor. */
const logFrom = 20;

/** Where nothing bounds it, as in a file; and beyond that, lines are hard to follow. */
const usualWidth = 100;
const widest = 160;
const narrowest = 40;

/** Characters across that a chart takes. */
export const chartWidth = ({ width }: Style): number =>
  Math.min(widest, Math.max(narrowest, width ?? usualWidth));

/** The scale of the values given, null where none is finite. A series that never changes lies in the middle. */
export function scaleOf(series: readonly ArrayLike<number | null>[]): Scale | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of series)
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (low > high) return null;
  if (low < high) return { low, high };
  const air = Math.abs(low) / 100 || 1;
  return { low: low - air, high: high + air };
}

/** The same as a logarithmic scale where values differ by much, and all are above zero. */
export function logWhereApt(scale: Scale): Scale {
  return scale.low > 0 && scale.high / scale.low >= logFrom ? { ...scale, log: true } : scale;
}

/** How far up the scale a value lies, in steps of 0 to `steps` − 1 from the top. */
export function stepOf(value: number, { low, high, log }: Scale, steps: number): number {
  const part = log ? Math.log(high / value) / Math.log(high / low) : (high - value) / (high - low);
  return Math.min(steps - 1, Math.max(0, Math.round(part * (steps - 1))));
}

/** Labels of the value axis, one for each row, most of them empty; all of one width. */
export function valueLabels(scale: Scale, rows: number, unit: string): string[] {
  const every = rows > 12 ? 4 : 3;
  const values = Array.from({ length: rows }, (_, row) =>
    row % every === 0 ? valueAt(scale, row, rows) : null,
  );
  const decimals = decimalsFor(scale.high - scale.low);
  const decimalsOf = (value: number): number => (scale.log ? decimalsFor(value) : decimals);
  const texts = values.map((value) =>
    value === null ? '' : `${formatDecimal(value, decimalsOf(value))}${unit}`,
  );
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

function valueAt({ low, high, log }: Scale, row: number, rows: number): number {
  const part = row / Math.max(1, rows - 1);
  return log ? high * (low / high) ** part : high - (high - low) * part;
}

function decimalsFor(span: number): number {
  if (span >= 1000) return 0;
  return Math.min(8, Math.max(0, 3 - Math.ceil(Math.log10(span))));
}

const dayMs = 86_400_000;

/** A time as short as the span needs. */
function timeLabel(ms: number, spanMs: number): string {
  const text = new Date(ms).toISOString();
  if (spanMs > 730 * dayMs) return text.slice(0, 7);
  return spanMs > 5 * dayMs ? text.slice(0, 10) : text.slice(5, 16).replace('T', ' ');
}

const gap = 6;

/** Dates under a chart of so many characters: first and last, and what has room between. */
export function timeLine(ts: ArrayLike<number>, columns: number): string {
  const last = ts.length - 1;
  const first = ts[0];
  const final = ts[last];
  if (first === undefined || final === undefined) return '';
  const label = (at: number): string => timeLabel(ts[at] ?? first, final - first);
  const size = label(0).length;
  if (last === 0 || columns < 2 * size + gap) return label(0);
  const count = Math.max(1, Math.floor((columns - size) / (size + gap)));
  let line = '';
  for (let n = 0; n <= count; n += 1) {
    const column = Math.round((n * (columns - size)) / count);
    // The date of what stands above the middle of the label, but at the ends of the series itself.
    const part = n === 0 ? 0 : n === count ? 1 : (column + size / 2) / columns;
    line = line.padEnd(column) + label(Math.round(part * last));
  }
  return line;
}

/** Rows of a picture with both axes. @param labels of each row */
export function withAxes(
  rows: readonly string[],
  labels: readonly string[],
  below: string,
  { colors, unicode }: Style,
  columns: number,
): string[] {
  const [edge, tick, corner, floor] = unicode ? ['│', '┤', '└', '─'] : ['|', '+', '+', '-'];
  const blank = ' '.repeat(labels[0]?.length ?? 0);
  return [
    ...rows.map((row, at) => {
      const label = labels[at] ?? blank;
      return `${colors.dim(`${label} ${label.trim() === '' ? edge : tick}`)}${row}`.trimEnd();
    }),
    colors.dim(`${blank} ${corner}${floor.repeat(columns)}`),
    colors.dim(`${blank}  ${below}`),
  ];
}
