import type { BarSeries } from '../../domain/bar.ts';
import type { BarRange } from '../../domain/market-store.ts';
import type { AnalysedSymbol } from '../../manager/analysis/analysed-symbol.ts';
import { analysisOptions, barsToAnalyse } from '../../manager/analysis-options.ts';
import { renderAnalysis } from '../output/analysis.ts';
import { candleChart } from '../output/charts/candle-chart.ts';
import { analysisSections, type Overlay } from '../report/analysis.ts';
import type { CsvTable, Mode, ModeAnswer, ModeContext } from './mode.ts';

/** A column for each; wider terminals are rare. */
const barsOnConsole = 140;

/** `--mode ta`: technical analysis of each symbol at its last bar. */
export const ta: Mode = {
  title: 'Technical analysis',
  begin: (context) => ({
    forSymbol: async (symbol) => {
      const { manager, config, interval, range, adjust } = context;
      const bars = barsToAnalyse({ ...range, adjust });
      const stored = await manager.bars(symbol, interval, bars);
      const analysed = await manager.analysisOf(stored, analysisOptions(config), adjust);
      return answerOf(analysed, stored.series, await overlaysOf(context, symbol, bars));
    },
  }),
};

function answerOf(analysed: AnalysedSymbol, series: BarSeries, overlays: readonly Overlay[]): ModeAnswer {
  return {
    json: analysed,
    console: (style) => `${renderAnalysis(analysed, style)}\n${candleChart(lastOf(series), style)}`,
    csv: [indicatorTable(analysed), signalTable(analysed), patternTable(analysed)],
    get html() {
      return analysisSections(analysed, series, overlays);
    },
  };
}

function lastOf(series: BarSeries): Parameters<typeof candleChart>[0] {
  const last = (values: Float64Array): Float64Array => values.subarray(-barsOnConsole);
  const { ts, open, high, low, close } = series;
  return { ts: last(ts), open: last(open), high: last(high), low: last(low), close: last(close) };
}

/** The configured moving averages over the whole range, for a report. */
async function overlaysOf(
  { manager, config, interval, wantsReport }: ModeContext,
  symbol: string,
  range: BarRange,
): Promise<Overlay[]> {
  if (!wantsReport) return [];
  const periods = config.technical_analysis.sma_periods;
  const series = periods.map((period) =>
    manager.indicatorSeries({
      name: 'sma',
      symbol,
      interval,
      parameters: { timeperiod: String(period) },
      range,
    }),
  );
  return (await Promise.all(series)).map(({ ts, columns }, at) => ({
    name: `SMA ${periods[at]}`,
    ts,
    values: columns['sma'] ?? new Float64Array(),
  }));
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function indicatorTable({ symbol, interval, asOf, close, indicators }: AnalysedSymbol): CsvTable {
  const before = [symbol, interval, timeOf(asOf), close];
  return {
    name: 'indicators',
    header: ['symbol', 'interval', 'as_of', 'close', 'indicator', 'output', 'value'],
    rows: indicators.flatMap(({ label, values }) =>
      Object.entries(values).map(([output, value]) => [...before, label, output, value]),
    ),
  };
}

function signalTable({ symbol, signals }: AnalysedSymbol): CsvTable {
  return {
    name: 'signals',
    header: ['symbol', 'signal', 'vote', 'reason'],
    rows: [
      ...signals.signals.map(({ name, vote, reason }) => [symbol, name, vote, reason]),
      [symbol, 'all', signals.strength, null],
    ],
  };
}

function patternTable({ symbol, patterns }: AnalysedSymbol): CsvTable {
  return {
    name: 'patterns',
    header: ['symbol', 'ts', 'pattern', 'title', 'vote', 'value'],
    rows: patterns.map(({ ts, name, title, vote, value }) => [symbol, timeOf(ts), name, title, vote, value]),
  };
}
