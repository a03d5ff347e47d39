import { analysisOptions } from '../../manager/analysis-options.ts';
import type { AnalysedSymbol } from '../../manager/stockula-manager.ts';
import { renderAnalysis } from '../output/analysis.ts';
import type { CsvTable, Mode, ModeAnswer } from './mode.ts';

/** A hundred years of days. Beyond that no indicator but a running total such as OBV remembers where it began. */
const barsForAnalysis = 25_000;

/** `--mode ta`: technical analysis of each symbol at its last bar. */
export const ta: Mode = {
  title: 'Technical analysis',
  begin: ({ manager, config, interval, range, adjust }) => ({
    forSymbol: async (symbol) => {
      const bars = { ...range, adjust, ...(range.from === undefined && { latest: barsForAnalysis }) };
      return answerOf(await manager.technicalAnalysis(symbol, interval, bars, analysisOptions(config)));
    },
  }),
};

function answerOf(analysed: AnalysedSymbol): ModeAnswer {
  return {
    json: analysed,
    console: (style) => renderAnalysis(analysed, style),
    csv: [indicatorTable(analysed), signalTable(analysed)],
    html: [],
  };
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
