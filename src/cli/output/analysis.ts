import { counted } from '../../domain/counted.ts';
import type { AnalysedSymbol } from '../../manager/analysis/analysed-symbol.ts';
import { basisText } from './basis-text.ts';
import { dash, formatDecimal, formatPercent, formatPrice, formatVolume } from './numbers.ts';
import { patternLines } from './recent-patterns.ts';
import { sparkline } from './sparkline.ts';
import type { Colors, Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

type IndicatorReading = AnalysedSymbol['indicators'][number];
type Vote = AnalysedSymbol['signals']['strength'];

/** One line of the indicator table. */
interface Line {
  readonly label: string;
  readonly output: string;
  readonly value: string;
  readonly reading: string;
}

/** Indicators in the price's own unit: cheap instruments need more decimals. */
const inPrice = new Set(['sma', 'ema', 'bbands', 'ichimoku', 'atr', 'macd']);
const volumeLike = new Set(['obv', 'volume', 'ad', 'adosc']);
const staleAfterDays = 7;
const widestSparkline = 40;
const dayMs = 86_400_000;

/** A technical analysis as people read it: headline, indicators, signals, notes. Ends with a newline. */
export function renderAnalysis(analysed: AnalysedSymbol, style: Style, now = Date.now()): string {
  const lines = analysed.indicators.flatMap((reading) => linesOf(reading, analysed.close));
  const columns: Column<Line>[] = [
    { title: 'Indicator', value: ({ label }) => label || ' ' },
    { title: 'Output', value: ({ output }) => output || ' ' },
    { title: 'Value', value: ({ value }) => value, align: 'right' },
    {
      title: 'Reading',
      value: ({ reading }) => reading,
      paint: (text, line, colors) => painted(text, line, colors),
    },
  ];
  const marks = style.unicode ? symbols : letters;
  return [
    ...headline(analysed, style, now),
    renderTable(columns, lines, style),
    '',
    ...signalLines(analysed, style.colors, marks),
    ...(analysed.patterns.length > 0 ? [''] : []),
    ...patternLines(analysed.patterns, style, marks, dateOf),
    ...analysed.notes.map((note) => style.colors.dim(`Note: ${note}`)),
    '',
  ].join('\n');
}

function headline(analysed: AnalysedSymbol, { colors, width, unicode }: Style, now: number): string[] {
  const { symbol, interval, bars, asOf, from, close, quick, basis } = analysed;
  const span = `${counted(bars, 'bar')} of ${interval}, ${dateOf(from)} to ${dateOf(asOf)}`;
  const prices = basisText(basis);
  const ageDays = asOf === null ? 0 : Math.floor((now - asOf) / dayMs);
  const stale =
    ageDays > staleAfterDays ? [colors.yellow(`The last bar is ${counted(ageDays, 'day')} old.`)] : [];
  const trend =
    [quick.trend, quick.momentum && `momentum ${quick.momentum}`].filter(Boolean).join(', ') || dash;
  const price = formatPrice(close);
  const room = (width ?? widestSparkline * 3) - [symbol, price, trend].join('  ').length - 2;
  const course = sparkline(analysed.recentCloses, Math.max(8, Math.min(widestSparkline, room)), unicode);
  return [
    '',
    `${colors.bold(symbol)}  ${colors.bold(price)}  ${course}  ${trend}`,
    colors.dim(`${span}; prices ${prices}`),
    ...stale,
    '',
  ];
}

function linesOf(reading: IndicatorReading, close: number | null): Line[] {
  return Object.entries(reading.values).map(([output, value], index) => ({
    label: index === 0 ? reading.label : '',
    output: output === reading.name ? '' : output.replaceAll('_', ' '),
    value: valueText(reading.name, output, value, close),
    reading: readingOf(reading.name, output, value, close),
  }));
}

function valueText(name: string, output: string, value: number | null, close: number | null): string {
  if (value === null) return dash;
  if (volumeLike.has(name) && output !== 'ratio') return formatVolume(value);
  if (!(name in readers)) return formatDecimal(value, decimalsOf(value));
  return formatDecimal(value, inPrice.has(name) && (close ?? 0) < 10 ? 4 : 2);
}

/** More decimals for what is small, such as a volatility or a slope. */
function decimalsOf(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || size >= 10) return 2;
  return size >= 0.1 ? 4 : 6;
}

type Reader = (value: number, output: string, close: number | null) => string;

const fromPrice: Reader = (value, _output, close) =>
  close === null || value === 0
    ? ' '
    : `price ${formatPercent(((close - value) / value) * 100, { signed: true })}`;

/** What a value says, by indicator. */
const readers: Readonly<Record<string, Reader>> = {
  sma: fromPrice,
  ema: fromPrice,
  bbands: fromPrice,
  ichimoku: fromPrice,
  rsi: (value) => zone(value, 30, 70),
  stoch: (value) => zone(value, 20, 80),
  willr: (value) => zone(value, -80, -20),
  cci: (value) => zone(value, -100, 100),
  adx: (value) => (value >= 25 ? 'strong trend' : 'weak trend'),
  atr: (value, _output, close) => (close ? `${formatPercent((value / close) * 100)} of price` : ' '),
  macd: (value, output) => (output !== 'histogram' ? ' ' : value >= 0 ? 'above signal' : 'below signal'),
};

function readingOf(name: string, output: string, value: number | null, close: number | null): string {
  return value === null ? ' ' : (readers[name]?.(value, output, close) ?? ' ');
}

function zone(value: number, low: number, high: number): string {
  if (value > high) return 'overbought';
  return value < low ? 'oversold' : 'neutral';
}

function painted(text: string, line: Line, colors: Colors): string {
  if (/^price \+|above signal|oversold/.test(line.reading)) return colors.green(text);
  if (/^price -|below signal|overbought/.test(line.reading)) return colors.red(text);
  return text;
}

type Marks = Readonly<Record<Vote, string>>;
const symbols: Marks = { bullish: '▲', bearish: '▼', neutral: '■' };
const letters: Marks = { bullish: '^', bearish: 'v', neutral: '-' };

function signalLines({ signals }: AnalysedSymbol, colors: Colors, marks: Marks): string[] {
  const paint = { bullish: colors.green, bearish: colors.red, neutral: colors.dim } as const;
  const { votes, strength } = signals;
  return [
    `${colors.bold('Signals')}  ${paint[strength](strength.toUpperCase())}  (${votes.bullish} bullish, ${votes.bearish} bearish, ${votes.neutral} neutral)`,
    ...signals.signals.map(({ vote, reason }) => `  ${paint[vote](marks[vote])} ${reason}`),
  ];
}

function dateOf(ms: number | null): string {
  if (ms === null) return dash;
  const text = new Date(ms).toISOString();
  return ms % dayMs === 0 ? text.slice(0, 10) : `${text.slice(0, 16).replace('T', ' ')} UTC`;
}
