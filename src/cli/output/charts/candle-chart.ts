import type { Style } from '../style.ts';
import { chartWidth, type Scale, scaleOf, timeLine, valueLabels, withAxes } from './axes.ts';
import { Canvas, type Ink } from './canvas.ts';

export interface CandleInput {
  readonly title?: string;
  /** Epoch milliseconds, ascending, and prices as long. */
  readonly ts: ArrayLike<number>;
  readonly open: ArrayLike<number | null>;
  readonly high: ArrayLike<number | null>;
  readonly low: ArrayLike<number | null>;
  readonly close: ArrayLike<number | null>;
  readonly height?: number;
}

/** Bars of one column put together, as a longer bar would be. */
interface Candle {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** What a character shows in its upper and in its lower half: nothing, a wick or a body. */
const glyphs = {
  unicode: [' ', '╷', '╻', '╵', '│', '╽', '╹', '╿', '┃'],
  ascii: [' ', '|', '#', '|', '|', '#', '#', '#', '#'],
} as const;

/**
 * Candles, ending with a newline: one for each bar, or for as many bars as share a column. Rising ones are green,
 * falling ones red; without colour, falling ones are filled (`█`, or `#`) and rising ones thin (`┃`, or `=`).
 */
export function candleChart(input: CandleInput, style: Style): string {
  const { title, ts, height = 16 } = input;
  const scale = scaleOf([input.low, input.high]);
  if (scale === null) return `${title ?? 'Candles'}: no prices\n`;
  const labels = valueLabels(scale, height, '');
  const columns = chartWidth(style) - (labels[0]?.length ?? 0) - 2;
  const shown = Math.min(columns, ts.length);
  const canvas = new Canvas(shown, height);
  for (let column = 0; column < shown; column += 1) {
    const from = Math.floor((column * ts.length) / shown);
    const to = Math.max(from + 1, Math.floor(((column + 1) * ts.length) / shown));
    const candle = putTogether(input, from, to);
    if (candle !== null) draw(canvas, column, height, candle, scale, style);
  }
  const each = ts.length > shown ? `one candle for about ${Math.round(ts.length / shown)} bars` : '';
  const head = [title === undefined ? '' : style.colors.bold(title), style.colors.dim(each)];
  const text = head.filter((part) => part !== '').join('   ');
  return [
    ...(text === '' ? [] : [text]),
    ...withAxes(canvas.lines(style.colors, true), labels, timeLine(ts, shown), style, shown),
    '',
  ].join('\n');
}

function putTogether({ open, high, low, close }: CandleInput, from: number, to: number): Candle | null {
  let candle: Candle | null = null;
  for (let at = from; at < to; at += 1) {
    const bar = {
      open: open[at] ?? Number.NaN,
      high: high[at] ?? Number.NaN,
      low: low[at] ?? Number.NaN,
      close: close[at] ?? Number.NaN,
    };
    if (!Object.values(bar).every(Number.isFinite)) continue;
    candle =
      candle === null
        ? bar
        : {
            open: candle.open,
            high: Math.max(candle.high, bar.high),
            low: Math.min(candle.low, bar.low),
            close: bar.close,
          };
  }
  return candle;
}

function draw(
  canvas: Canvas,
  column: number,
  rows: number,
  { open, high, low, close }: Candle,
  scale: Scale,
  { colors, unicode }: Style,
): void {
  const halves = rows * 2;
  const half = (price: number): number => ((scale.high - price) / (scale.high - scale.low)) * halves;
  const [top, bottom] = [half(high), half(low)];
  const [bodyTop, bodyBottom] = [half(Math.max(open, close)), half(Math.min(open, close))];
  const rises = close >= open;
  const ink: Ink = rises ? 'green' : 'red';
  const state = (at: number): number => {
    const isIn = (from: number, to: number): boolean => at + 1 > from && at < Math.max(to, from + 0.01);
    if (isIn(bodyTop, bodyBottom)) return 2;
    return isIn(top, bottom) ? 1 : 0;
  };
  for (let row = 0; row < rows; row += 1) {
    const index = state(row * 2) * 3 + state(row * 2 + 1);
    const glyph = (unicode ? glyphs.unicode : glyphs.ascii)[index] ?? ' ';
    canvas.ground(column, row, colors.isColorSupported ? glyph : inPlain(glyph, rises), ink);
  }
}

/** Bodies that can be told apart without colour. */
function inPlain(glyph: string, rises: boolean): string {
  if (rises) return glyph === '#' ? '=' : glyph;
  return '┃╻╹'.includes(glyph) ? '█' : glyph;
}
