import type {
  AnySeries,
  CandleSeries,
  ChartBand,
  ChartMark,
  ChartSeries,
  TimeChartProps,
} from './chart-types.ts';
import { timeText, writerOf, writerOfSeries } from './formats.ts';
import { type Drawn, lastNotAfter, timesOf } from './series-data.ts';

/** What one series or band says at a time. */
export interface Reading {
  readonly name: string;
  readonly text: string;
  /** Colour by which the eye finds it, as its series names it. */
  readonly colour: string | undefined;
  /** Its place among all that are drawn, from which its colour follows where it names none. */
  readonly index: number;
  readonly isUp?: boolean;
}

/** Everything drawn, with a lookup by time that is prepared once. */
export type Reader = (timeMs: number | null) => Reading[];

/** Reads the values of all that is drawn: at a time, or the last ones there are. */
export function readerOf({ series, bands = [] }: Pick<TimeChartProps, 'series' | 'bands'>): Reader {
  const readers = [
    ...bands.map(bandReader),
    ...series.map((each, at) => seriesReader(each, at + bands.length)),
  ];
  return (timeMs) => readers.flatMap((read) => read(timeMs) ?? []);
}

type ReadAt = (timeMs: number | null) => Reading | null;

function seriesReader(series: AnySeries, index: number): ReadAt {
  return series.kind === 'candles' ? candleReader(series, index) : pointReader(series, index);
}

function pointReader(series: ChartSeries, index: number): ReadAt {
  const write = writerOfSeries(series);
  const { name, colour, points } = series;
  const places = placesOf(series, (at) => points[at]?.value != null);
  return (timeMs) => {
    const at = places(timeMs);
    return { name, text: at === null ? '–' : write(points[at]?.value ?? 0), colour, index };
  };
}

function candleReader(series: CandleSeries, index: number): ReadAt {
  const writeNumber = writerOfSeries(series);
  const write = (value: number | null | undefined): string => (value == null ? '–' : writeNumber(value));
  const { open, high, low, close } = series.bars;
  const places = placesOf(series, (at) => close[at] != null);
  return (timeMs) => {
    const at = places(timeMs);
    const colour = undefined;
    if (at === null) return { name: series.name, text: '–', colour, index };
    const [before, now] = [close[at - 1] || null, close[at] ?? 0];
    const change = before === null ? null : now / before - 1;
    const text = `O ${write(open[at])} H ${write(high[at])} L ${write(low[at])} C ${write(now)}`;
    return {
      name: series.name,
      text: change === null ? text : `${text} ${signed(change)}`,
      colour,
      index,
      isUp: (change ?? now - (open[at] ?? now)) >= 0,
    };
  };
}

const fraction = writerOf('percent', 1);

/** A fraction as per cent with its sign. */
function signed(change: number): string {
  return `${change > 0 ? '+' : change < 0 ? '−' : ''}${fraction(Math.abs(change))}`;
}

function bandReader(band: ChartBand, index: number) {
  const greatest = Math.max(0, ...band.points.map(({ upper }) => Math.abs(upper ?? 0)));
  const write = writerOf('price', greatest);
  const places = placesOf({ kind: 'band', ...band }, (at) => band.points[at]?.upper != null);
  return (timeMs: number | null): Reading | null => {
    const at = places(timeMs);
    const point = at === null ? null : band.points[at];
    const text = point ? `${write(point.lower ?? 0)} to ${write(point.upper ?? 0)}` : '–';
    return { name: band.name, text, colour: band.colour, index };
  };
}

/** Finds the index of exactly a time, or of the last point that is known. */
function placesOf(drawn: Drawn, isKnown: (at: number) => boolean) {
  const times = timesOf(drawn);
  let last = times.length - 1;
  while (last >= 0 && !isKnown(last)) last--;
  return (timeMs: number | null): number | null => {
    if (timeMs === null) return last < 0 ? null : last;
    const at = lastNotAfter(times, timeMs);
    return at >= 0 && times[at] === timeMs && isKnown(at) ? at : null;
  };
}

/** What happened at the bar of `timeMs`, whose successor begins at `nextMs`. */
export function marksBetween(marks: readonly ChartMark[], timeMs: number, nextMs: number): string[] {
  return marks
    .filter(({ time }) => time >= timeMs && time < nextMs)
    .map(({ detail, text }) => detail ?? text)
    .filter((text) => text !== '');
}

/** A sentence on each series, for those who cannot see the chart. */
export function summaryOf({ series }: Pick<TimeChartProps, 'series'>): string {
  return series
    .map((each) => {
      const times = timesOf(each);
      const [first, last] = [times[0], times.at(-1)];
      if (first === undefined || last === undefined) return `${each.name}: nothing.`;
      const [reading] = readerOf({ series: [each] })(null);
      const span = `${times.length.toLocaleString('en-US')} values from ${timeText(first)} to ${timeText(last)}`;
      return `${each.name}: ${span}, the last ${reading?.text ?? 'unknown'}.`;
    })
    .join(' ');
}
