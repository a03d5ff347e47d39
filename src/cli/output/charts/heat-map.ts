import { formatDecimal } from '../numbers.ts';
import type { Colors, Style } from '../style.ts';
import { chartWidth } from './axes.ts';

export interface HeatMapInput {
  readonly title?: string;
  /** What rows and columns are, such as `slow` and `fast`. */
  readonly rowName: string;
  readonly columnName: string;
  readonly rows: readonly (string | number)[];
  readonly columns: readonly (string | number)[];
  /** By row, then column; null or NaN where there is none. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly unit?: string;
}

const shades = { unicode: ['░', '▒', '▓', '█'], ascii: ['.', ':', '+', '#'] } as const;
const most = 500;

/**
 * Values by two parameters, ending with a newline: each with its number where that fits, else as shades from light
 * (least) to dark (greatest). The greatest is marked. More rows and columns than fit are thinned out evenly.
 */
export function heatMap(input: HeatMapInput, style: Style): string {
  const { title, rowName, columnName, unit = '' } = input;
  const { colors } = style;
  const [right, down, nothing] = style.unicode ? ['→', '↓', '·'] : ['>', 'v', '.'];
  const known = input.values.flat().filter((value) => value !== null && Number.isFinite(value));
  if (known.length === 0) return `${title ?? 'Heat map'}: no values\n`;
  const [low, high] = known.reduce(
    ([least, greatest], value) => [Math.min(least, value ?? least), Math.max(greatest, value ?? greatest)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const best = placeOf(input, high);
  const decimals = high - low < 10 ? 2 : high - low < 100 ? 1 : 0;
  const head = Math.max(rowName.length, ...input.rows.map((name) => String(name).length));
  const room = chartWidth(style) - head - 1;
  const numbers = Math.max(formatDecimal(low, decimals).length, formatDecimal(high, decimals).length, 4) + 2;
  const longest = Math.max(...input.columns.map((name) => String(name).length));
  const withNumbers = Math.max(numbers, longest + 2) * input.columns.length <= room;
  const size = withNumbers ? Math.max(numbers, longest + 2) : Math.max(3, longest + 1);
  const across = thinned(input.columns.length, Math.floor(room / size), best.column);
  const shownRows = thinned(input.rows.length, most, best.row);
  const cell = (row: number, column: number): string => {
    const value = input.values[row]?.[column] ?? Number.NaN;
    if (!Number.isFinite(value)) return `${nothing} `.padStart(size);
    const level = high > low ? (value - low) / (high - low) : 1;
    const mark = row === best.row && column === best.column ? '*' : ' ';
    const shade = shadeOf(level, style);
    const text = withNumbers ? `${formatDecimal(value, decimals)}${mark}` : `${shade.repeat(2)}${mark}`;
    return paint(text.padStart(size), level, mark === '*', colors);
  };
  const left = (text: string): string => colors.dim(text.padStart(head));
  return [
    ...(title === undefined ? [] : [colors.bold(title)]),
    `${left(rowName)} ${colors.dim(`${columnName} ${right}`)}`,
    `${left(down)} ${across.map((column) => colors.dim(columnTitle(input.columns[column], size))).join('')}`,
    ...shownRows.map(
      (row) => `${left(String(input.rows[row] ?? ''))} ${across.map((column) => cell(row, column)).join('')}`,
    ),
    legend({ low, high, decimals, unit, withNumbers, best, input }, style),
    ...omitted(across.length, input.columns.length, columnName, colors),
    '',
  ].join('\n');
}

const columnTitle = (name: string | number | undefined, size: number): string =>
  `${name ?? ''} `.padStart(size);

function placeOf({ values }: HeatMapInput, value: number): { row: number; column: number } {
  const row = values.findIndex((one) => one.includes(value));
  return { row, column: values[row]?.indexOf(value) ?? -1 };
}

/** Positions, evenly, the one to keep among them. */
function thinned(count: number, room: number, keep: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)));
  const offset = keep < 0 ? 0 : keep % every;
  return Array.from({ length: count }, (_, at) => at).filter((at) => at % every === offset);
}

function omitted(shown: number, all: number, name: string, colors: Colors): string[] {
  if (shown === all) return [];
  return [colors.dim(`${shown} of ${all} values of ${name} are shown; -o csv has all.`)];
}

function shadeOf(level: number, { unicode }: Style): string {
  const all = unicode ? shades.unicode : shades.ascii;
  return all[Math.min(3, Math.floor(level * 4))] ?? ' ';
}

function paint(text: string, level: number, isBest: boolean, colors: Colors): string {
  if (isBest) return colors.bold(colors.green(text));
  if (level > 0.75) return colors.green(text);
  if (level > 0.5) return colors.cyan(text);
  return level > 0.25 ? colors.yellow(text) : colors.red(text);
}

interface LegendParts {
  readonly low: number;
  readonly high: number;
  readonly decimals: number;
  readonly unit: string;
  readonly withNumbers: boolean;
  readonly best: { readonly row: number; readonly column: number };
  readonly input: HeatMapInput;
}

function legend({ low, high, decimals, unit, withNumbers, best, input }: LegendParts, style: Style): string {
  const number = (value: number): string => `${formatDecimal(value, decimals)}${unit}`;
  const all = style.unicode ? shades.unicode : shades.ascii;
  const scale = withNumbers ? '' : `${all.join(' ')} from ${number(low)} to ${number(high)}; `;
  const place = `${input.columnName} ${input.columns[best.column]}, ${input.rowName} ${input.rows[best.row]}`;
  return style.colors.dim(`${scale}* the greatest: ${number(high)} (${place})`);
}
