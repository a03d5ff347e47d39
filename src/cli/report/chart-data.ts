import type { ReportSection } from './section.ts';

/** A section that a script draws. */
export type ChartSection = Extract<ReportSection, { kind: 'lines' | 'candles' | 'fan' }>;

export const isChart = (section: ReportSection): section is ChartSection =>
  section.kind === 'lines' || section.kind === 'candles' || section.kind === 'fan';

/** Times in whole units of so many seconds: days where that is exact, as it is shorter. */
interface Times {
  readonly unit: number;
  readonly at: readonly number[];
}

type Values = readonly (number | null)[];

/** A chart as the script in the page reads it; `note` tells what is left out. */
export interface ChartData {
  readonly kind: ChartSection['kind'];
  readonly times: Times;
  readonly note: string | null;
  readonly [more: string]: unknown;
}

/** Seven digits are more than a chart can show. */
const significant = 7;
const bytesOfNumber = 10;
const daySeconds = 86_400;

/** How many points of each chart fit, so that all of them together take about so many bytes. */
export function pointsFor(sections: readonly ChartSection[], bytes: number): number {
  const columns = sections.map(columnsOf);
  const needs = (points: number): number =>
    sections.reduce((sum, { ts }, at) => sum + Math.min(points, ts.length) * (columns[at] ?? 1), 0) *
    bytesOfNumber;
  let points = Math.max(1, ...sections.map(({ ts }) => ts.length));
  while (points > 60 && needs(points) > bytes) points = Math.floor(points * 0.9);
  return points;
}

function columnsOf(section: ChartSection): number {
  if (section.kind === 'candles') return 6 + (section.lines?.length ?? 0);
  if (section.kind === 'lines') return 1 + section.lines.length;
  return 2 + 2 * section.bands.length + (section.lines?.length ?? 0);
}

/** The chart with at most so many points: of candles the last ones, of lines those that keep every high and low. */
export function chartData(section: ChartSection, points: number): ChartData {
  if (section.kind === 'candles') return candleData(section, points);
  if (section.kind === 'fan') return fanData(section, points);
  const kept = ascending(section.ts, extremes(section.lines[0]?.values ?? [], section.ts.length, points));
  return {
    kind: 'lines',
    times: timesOf(pick(section.ts, kept)),
    lines: section.lines.map(({ name, values }) => ({ name, values: rounded(pick(values, kept)) })),
    filled: section.filled === true,
    unit: section.unit ?? '',
    note: noteFor(kept.length, section.ts.length, 'points that keep the highs and lows'),
  };
}

function candleData(section: Extract<ChartSection, { kind: 'candles' }>, points: number): ChartData {
  const all = Array.from(section.ts, (_, at) => at);
  const kept = ascending(section.ts, all.slice(-points));
  const of = (values: Values | undefined): Values | null => (values ? rounded(pick(values, kept)) : null);
  const since = section.ts[kept[0] ?? 0] ?? 0;
  return {
    kind: 'candles',
    times: timesOf(pick(section.ts, kept)),
    open: of(section.open),
    high: of(section.high),
    low: of(section.low),
    close: of(section.close),
    volume: of(section.volume),
    lines: (section.lines ?? []).map(({ name, values }) => ({ name, values: of(values) })),
    marks: (section.marks ?? [])
      .filter(({ ts }) => ts >= since)
      .map(({ ts, side, text }) => ({ time: Math.floor(ts / 1000), side, text })),
    note: noteFor(kept.length, section.ts.length, 'last bars'),
  };
}

function fanData(section: Extract<ChartSection, { kind: 'fan' }>, points: number): ChartData {
  const { history, bands, lines = [], center } = section;
  const known = history.ts.length;
  const from = Math.max(0, known - points);
  const ts = [...history.ts.slice(from), ...section.ts];
  const ahead = ts.length - section.ts.length;
  // Begins at the last known value, so that the lines hang together.
  const after = (values: Values): Values => [
    ...Array<null>(Math.max(0, ahead - 1)).fill(null),
    ...(ahead > 0 ? [history.values[known - 1] ?? null] : []),
    ...values,
  ];
  const kept = ascending(
    ts,
    ts.map((_, at) => at),
  );
  const of = (values: Values): Values => rounded(pick(values, kept));
  return {
    kind: 'fan',
    times: timesOf(pick(ts, kept)),
    history: of([...history.values.slice(from), ...section.ts.map(() => null)]),
    center: of(after(center)),
    bands: bands
      .toSorted((one, other) => other.level - one.level)
      .map(({ level, lower, upper }) => ({ level, lower: of(after(lower)), upper: of(after(upper)) })),
    lines: lines.map(({ name, values }) => ({ name, values: of(after(values)) })),
    note: noteFor(known - from, known, 'last known values'),
  };
}

const noteFor = (shown: number, all: number, what: string): string | null =>
  shown < all ? `${shown.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}: the ${what}` : null;

/** Positions whose times ascend, which the library insists on. */
function ascending(ts: readonly number[], positions: readonly number[]): number[] {
  let before = Number.NEGATIVE_INFINITY;
  return positions.filter((at) => {
    const time = Math.floor((ts[at] ?? Number.NaN) / 1000);
    if (!(time > before)) return false;
    before = time;
    return true;
  });
}

/** Positions of the least and the greatest value of each of equal pieces, and the ends. */
function extremes(values: Values, count: number, points: number): number[] {
  if (count <= points) return Array.from({ length: count }, (_, at) => at);
  const kept = new Set([0, count - 1]);
  const pieces = Math.max(1, Math.floor(points / 2));
  for (let piece = 0; piece < pieces; piece += 1) {
    const [from, to] = [Math.floor((piece * count) / pieces), Math.floor(((piece + 1) * count) / pieces)];
    let [least, greatest] = [from, from];
    for (let at = from; at < to; at += 1) {
      if ((values[at] ?? Number.NaN) < (values[least] ?? Number.POSITIVE_INFINITY)) least = at;
      if ((values[at] ?? Number.NaN) > (values[greatest] ?? Number.NEGATIVE_INFINITY)) greatest = at;
    }
    kept.add(least).add(greatest);
  }
  return [...kept].sort((one, other) => one - other);
}

const pick = <Value>(values: readonly Value[], positions: readonly number[]): Value[] =>
  positions.flatMap((at) => {
    const value = values[at];
    return value === undefined ? [] : [value];
  });

function rounded(values: Values): Values {
  return values.map((value) => (value === null ? null : Number(value.toPrecision(significant))));
}

function timesOf(ts: readonly number[]): Times {
  const seconds = ts.map((ms) => Math.floor(ms / 1000));
  const unit = seconds.every((time) => time % daySeconds === 0) ? daySeconds : 1;
  return { unit, at: seconds.map((time) => time / unit) };
}
