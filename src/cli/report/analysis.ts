import type { BarSeries } from '../../domain/bar.ts';
import type { AnalysedSymbol } from '../../manager/analysis/analysed-symbol.ts';
import { timeText } from '../output/time.ts';
import type { ReportSection } from './section.ts';
import { candlesOf, plainValues } from './values.ts';

const dayMs = 86_400_000;

/** A line over the candles; it may have more bars than they do, at its beginning. */
export interface Overlay {
  readonly name: string;
  readonly ts: Float64Array;
  readonly values: Float64Array;
}

/** What a report shows of a technical analysis. */
export function analysisSections(
  { interval, bars, close, indicators, signals, patterns, quick, notes }: AnalysedSymbol,
  series: BarSeries,
  overlays: readonly Overlay[],
): ReportSection[] {
  const count = series.ts.length;
  const { bullish, bearish, neutral } = signals.votes;
  const outlook = [quick.trend, quick.momentum && `momentum ${quick.momentum}`].filter(Boolean).join(', ');
  return [
    {
      kind: 'text',
      title: '',
      paragraphs: [
        `Close ${close ?? '–'}${outlook === '' ? '' : `; ${outlook}`}. Signals: ${signals.strength} (${bullish} bullish, ${bearish} bearish, ${neutral} neutral). ${bars.toLocaleString('en-US')} bars of ${interval}.`,
        ...notes,
      ],
    },
    {
      kind: 'candles',
      title: 'Prices',
      ...candlesOf(series),
      lines: overlays.map(({ name, values }) => ({ name, values: aligned(values, count) })),
    },
    {
      kind: 'table',
      title: 'Indicators',
      columns: [{ title: 'Indicator' }, { title: 'Output' }, { title: 'Value' }],
      rows: indicators.flatMap(({ name, label, values }) =>
        Object.entries(values).map(([output, value]) => [label, output === name ? '' : output, value]),
      ),
    },
    {
      kind: 'table',
      title: 'Signals',
      columns: [{ title: 'Signal' }, { title: 'Says' }, { title: 'Because' }],
      rows: signals.signals.map(({ name, vote, reason }) => [name, vote, reason]),
    },
    {
      kind: 'table',
      title: 'Candlestick patterns of the last bars',
      columns: [{ title: 'Bar' }, { title: 'Pattern' }, { title: 'Says' }, { title: 'Value' }],
      rows: patterns.map(({ ts, title, vote, value }) => [dayOrTime(ts), title, vote, value]),
    },
  ];
}

/** Bars of days and longer begin at midnight. */
function dayOrTime(ms: number): string {
  return ms % dayMs === 0 ? new Date(ms).toISOString().slice(0, 10) : timeText(new Date(ms));
}

/** The last values, with nothing where there are fewer than bars. */
function aligned(values: Float64Array, count: number): (number | null)[] {
  const last = plainValues(values.subarray(Math.max(0, values.length - count)));
  return [...Array<null>(count - last.length).fill(null), ...last];
}
