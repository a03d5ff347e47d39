import { formatDecimal } from '../numbers.ts';
import type { Style } from '../style.ts';
import { chartWidth, type Scale, scaleOf, stepOf, valueLabels, withAxes } from './axes.ts';
import { Canvas } from './canvas.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface FrontierInput {
  readonly title: string;
  /** Joined by a line, in their order. */
  readonly frontier: readonly Point[];
  /** Shown as crosses. */
  readonly marked: readonly Point[];
  /** What stands below the horizontal axis. */
  readonly xName: string;
  /** Behind the numbers of both axes. */
  readonly unit: string;
}

const rows = 12;

/** A line through points of two measures, and points beside it, ending with a newline. */
export function frontierChart(input: FrontierInput, style: Style): string {
  const { title, frontier, marked, xName, unit } = input;
  const all = [...frontier, ...marked];
  const across = scaleOf([all.map(({ x }) => x)]);
  const up = scaleOf([all.map(({ y }) => y)]);
  if (across === null || up === null) return `${title}: no values\n`;
  const labels = valueLabels(up, rows, unit);
  const columns = chartWidth(style) - (labels[0]?.length ?? 0) - 2;
  const canvas = new Canvas(columns, rows);
  const place = ({ x, y }: Point): [number, number] => [
    canvas.width - 1 - stepOf(x, across, canvas.width),
    stepOf(y, up, canvas.height),
  ];
  frontier.forEach((point, index) => {
    canvas.line(place(frontier[index - 1] ?? point), place(point), 'cyan');
  });
  for (const point of marked) cross(canvas, place(point));
  const below = ends(across, xName, unit, columns);
  return [
    style.colors.bold(title),
    ...withAxes(canvas.lines(style.colors, style.unicode), labels, below, style, columns),
    '',
  ].join('\n');
}

/** Four dots each way, so that it can be told from the line without colour. */
function cross(canvas: Canvas, [x, y]: [number, number]): void {
  canvas.line([x - 4, y - 4], [x + 4, y + 4], 'yellow');
  canvas.line([x - 4, y + 4], [x + 4, y - 4], 'yellow');
}

function ends({ low, high }: Scale, name: string, unit: string, columns: number): string {
  const [left, right] = [low, high].map((value) => `${formatDecimal(value)}${unit}`);
  const middle = Math.max(1, columns - (left?.length ?? 0) - (right?.length ?? 0));
  const before = Math.max(1, Math.floor((middle - name.length) / 2));
  return `${left}${' '.repeat(before)}${name}${' '.repeat(Math.max(1, middle - before - name.length))}${right}`;
}
