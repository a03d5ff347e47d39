import type { Style } from '../style.ts';
import {
  chartWidth,
  logWhereApt,
  type Scale,
  scaleOf,
  stepOf,
  timeLine,
  valueLabels,
  withAxes,
} from './axes.ts';
import { Canvas, dotsAcross, type Ink } from './canvas.ts';

/** A line of a chart: a value for each time, null or NaN where there is none. */
export interface ChartLine {
  readonly name: string;
  readonly values: ArrayLike<number | null>;
  readonly ink?: Ink;
}

export interface LineChartInput {
  readonly title?: string;
  /** Epoch milliseconds, ascending. Bars stand side by side, however far apart in time. */
  readonly ts: ArrayLike<number>;
  readonly lines: readonly ChartLine[];
  /** Rows of the picture, without axis. */
  readonly height?: number;
  /** Filled between the first line and zero, as a drawdown is shown. */
  readonly filled?: boolean;
  /** Behind the numbers of the axis, such as `%`. */
  readonly unit?: string;
}

const inks: readonly Ink[] = ['cyan', 'yellow', 'magenta', 'green'];
/** Lines differ without colour too: the first is solid, the others are dotted, ever more sparsely. */
export const dotEvery = [1, 2, 4, 6] as const;

/**
 * Lines over time, ending with a newline, as wide as the style: in Braille dots, or ASCII where that is all there is.
 * Where several bars share a column of dots, it shows from their least to their greatest value, so that no low is lost.
 */
export function lineChart(input: LineChartInput, style: Style): string {
  const { title, ts, lines, height = 12, filled = false, unit = '' } = input;
  const zero: ArrayLike<number>[] = filled ? [[0]] : [];
  const plain = scaleOf([...lines.map(({ values }) => values), ...zero]);
  if (plain === null) return `${title ?? 'Chart'}: no values\n`;
  const scale = logWhereApt(plain);
  const labels = valueLabels(scale, height, unit);
  const columns = chartWidth(style) - (labels[0]?.length ?? 0) - 2;
  const canvas = new Canvas(columns, height);
  lines.forEach((line, index) => {
    const look = { ink: inkOf(line, index), every: dotEvery[index] ?? 6 };
    drawLine(canvas, line.values, ts.length, scale, look);
  });
  if (filled && lines[0]) fill(canvas, lines[0], ts.length, scale);
  return [
    ...heading(scale.log ? `${title ?? ''} (logarithmic)`.trim() : title, lines, style),
    ...withAxes(canvas.lines(style.colors, style.unicode), labels, timeLine(ts, columns), style, columns),
    '',
  ].join('\n');
}

const inkOf = ({ ink }: ChartLine, index: number): Ink => ink ?? inks[index % inks.length] ?? 'cyan';

/** The title, and where there are several lines which is which. */
export function heading(
  title: string | undefined,
  lines: readonly ChartLine[],
  { colors, unicode }: Style,
): string[] {
  const samples = unicode ? ['⠤⠤', '⠄⠄', '⠄ ', ' ⠄'] : ['--', '..', '. ', ' .'];
  const names = lines.map((line, index) => {
    const sample = samples[index] ?? '  ';
    return `${colors[inkOf(line, index)](sample)} ${line.name}`;
  });
  const legend = lines.length > 1 ? names.join('   ') : '';
  const text = [title === undefined ? '' : colors.bold(title), legend]
    .filter((part) => part !== '')
    .join('   ');
  return text === '' ? [] : [text];
}

/** Draws one series over the whole width. */
export function drawLine(
  canvas: Canvas,
  values: ArrayLike<number | null>,
  count: number,
  scale: Scale,
  { ink, every }: { readonly ink: Ink; readonly every: number },
): void {
  let before: readonly [number, number] | null = null;
  for (let at = 0; at < count; at += 1) {
    const value = values[at] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      before = null;
      continue;
    }
    const here = [columnOf(at, count, canvas.width), stepOf(value, scale, canvas.height)] as const;
    canvas.line(before ?? here, here, ink, every);
    before = here;
  }
}

function columnOf(at: number, count: number, width: number): number {
  return count < 2 ? 0 : Math.round((at * (width - 1)) / (count - 1));
}

function fill(canvas: Canvas, line: ChartLine, count: number, scale: Scale): void {
  const zero = stepOf(0, scale, canvas.height);
  const ink = inkOf(line, 0);
  for (let at = 0; at < count; at += 1) {
    const value = line.values[at] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const column = columnOf(at, count, canvas.width);
    // Every other column, so that the filling can be told from the line.
    if (column % dotsAcross === 0)
      canvas.line([column, zero], [column, stepOf(value, scale, canvas.height)], ink);
  }
}
