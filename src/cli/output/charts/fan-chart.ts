import { formatLevel } from '../numbers.ts';
import type { Style } from '../style.ts';
import { chartWidth, scaleOf, stepOf, timeLine, valueLabels, withAxes } from './axes.ts';
import { Canvas, dotsAcross, dotsDown } from './canvas.ts';
import { type ChartLine, dotEvery, drawLine, heading } from './line-chart.ts';

interface FanBand {
  /** Probability that it covers, 0 to 1. */
  readonly level: number;
  readonly lower: ArrayLike<number | null>;
  readonly upper: ArrayLike<number | null>;
}

export interface FanInput {
  readonly title?: string;
  /** What is known: times and values. */
  readonly history: { readonly ts: ArrayLike<number>; readonly values: ArrayLike<number | null> };
  /** What is expected after it. */
  readonly ts: ArrayLike<number>;
  readonly center: ArrayLike<number | null>;
  readonly bands: readonly FanBand[];
  /** Others to compare, as long as `center`, such as the naive forecast. */
  readonly lines?: readonly ChartLine[];
  readonly height?: number;
}

/** Wide bands are light, narrow ones within them dark. */
const shades = { unicode: ['░', '▒', '▓'], ascii: ['.', ':', '%'] } as const;

/** A series and its forecast with intervals, ending with a newline. The caller chooses how much history it is to show. */
export function fanChart(input: FanInput, style: Style): string {
  const { title, history, ts, center, bands, lines = [], height = 14 } = input;
  const edges = bands.flatMap(({ lower, upper }) => [lower, upper]);
  const others = lines.map(({ values }) => values);
  const scale = scaleOf([history.values, center, ...edges, ...others]);
  if (scale === null) return `${title ?? 'Forecast'}: no values\n`;
  const labels = valueLabels(scale, height, '');
  const columns = chartWidth(style) - (labels[0]?.length ?? 0) - 2;
  const canvas = new Canvas(columns, height);
  const known = history.ts.length;
  const count = known + ts.length;
  const rowOf = (value: number): number => Math.floor(stepOf(value, scale, canvas.height) / dotsDown);
  const wideFirst = bands.toSorted((one, other) => other.level - one.level);
  for (let column = 0; column < columns; column += 1) {
    const at = Math.round((column * dotsAcross * (count - 1)) / Math.max(1, canvas.width - 1)) - known;
    wideFirst.forEach(({ lower, upper }, depth) => {
      const [low, high] = [lower[at] ?? Number.NaN, upper[at] ?? Number.NaN];
      if (at < 0 || !Number.isFinite(low) || !Number.isFinite(high)) return;
      const shade = (style.unicode ? shades.unicode : shades.ascii)[Math.min(2, depth)] ?? ' ';
      for (let row = rowOf(high); row <= rowOf(low); row += 1) canvas.ground(column, row, shade, 'gray');
    });
  }
  const last = history.values[known - 1] ?? Number.NaN;
  const after = (values: ArrayLike<number | null>): number[] => [
    ...Array<number>(Math.max(0, known - 1)).fill(Number.NaN),
    ...(known > 0 ? [last] : []),
    ...Array.from(values, (value) => value ?? Number.NaN),
  ];
  lines.forEach(({ values }, index) => {
    drawLine(canvas, after(values), count, scale, { ink: 'yellow', every: dotEvery[index + 1] ?? 6 });
  });
  drawLine(canvas, after(center), count, scale, { ink: 'green', every: 1 });
  drawLine(canvas, history.values, count, scale, { ink: 'cyan', every: 1 });
  const named: ChartLine[] = [
    { name: 'forecast', values: center, ink: 'green' },
    ...lines.map((line) => ({ ...line, ink: 'yellow' as const })),
  ];
  const levels = wideFirst.map(({ level }) => `${formatLevel(level)}%`).join(' and ');
  return [
    ...heading(title, lines.length > 0 ? named : [], style),
    ...withAxes(
      canvas.lines(style.colors, style.unicode),
      labels,
      timeLine([...Array.from(history.ts), ...Array.from(ts)], columns),
      style,
      columns,
    ),
    ...(levels === '' ? [] : [style.colors.dim(`Shaded: where ${levels} of outcomes are expected.`)]),
    '',
  ].join('\n');
}
