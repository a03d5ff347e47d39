import type { BarSeries } from '../../domain/bar.ts';
import type { BacktestAnswer, StrategyRun } from '../../manager/backtest/answer.ts';
import type { ReportSection } from '../report/section.ts';
import { candlesOf } from '../report/values.ts';
import { parametersText, rulesText, statisticsOf, statisticText } from './backtest-values.ts';
import { formatMoney, formatPrice } from './numbers.ts';

const dateOf = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString().slice(0, 10);

const ranked = [
  'Return [%]',
  'Return (Ann.) [%]',
  'Sharpe Ratio',
  'Max. Drawdown [%]',
  '# Trades',
  'Win Rate [%]',
  'Profit Factor',
  'Equity Final [$]',
] as const;

/**
 * The sections of a report on the backtests of a symbol.
 * @param series its bars, for candles with the trades of the best run; null for none
 */
export function backtestReport(answer: BacktestAnswer, series: BarSeries | null): ReportSection[] {
  const { symbol, runs, notes } = answer;
  const [best] = runs;
  return [
    {
      kind: 'table',
      title: `${symbol}: strategies by return`,
      columns: [
        { title: 'Strategy' },
        ...ranked.map((title) => ({ title, decimals: title === '# Trades' ? 0 : 2 })),
      ],
      rows: runs.map((run) => [run.strategy, ...ranked.map((name) => run.statistics[name])]),
    },
    { kind: 'text', title: 'Rules', paragraphs: [`${rulesText(answer)}.`, ...notes] },
    ...(best && series ? [tradesOverCandles(symbol, best, series)] : []),
    ...(best ? bestRun(symbol, best) : []),
  ];
}

/** The candles of the window, with a mark wherever something was bought or sold. */
function tradesOverCandles(symbol: string, run: StrategyRun, series: BarSeries): ReportSection {
  const marks = [...run.trades, ...run.openTrades].flatMap((trade) => {
    const { size, entryTime, entryPrice, exitTime, exitPrice, profit } = trade;
    const isLong = size > 0;
    const count = Number(Math.abs(size).toFixed(6));
    const entry = {
      ts: entryTime,
      side: isLong ? ('buy' as const) : ('sell' as const),
      text: `${isLong ? 'buy' : 'short'} ${count} at ${formatPrice(entryPrice)}`,
    };
    if (exitTime === null || exitPrice === null) return [entry];
    const text = `${isLong ? 'sell' : 'cover'} ${count} at ${formatPrice(exitPrice)}, ${formatMoney(profit)}`;
    return [entry, { ts: exitTime, side: isLong ? ('sell' as const) : ('buy' as const), text }];
  });
  return {
    kind: 'candles',
    title: `${symbol}: ${run.title}, trades`,
    ...candlesOf(series),
    marks: marks.sort((a, b) => a.ts - b.ts),
  };
}

function bestRun(symbol: string, run: StrategyRun): ReportSection[] {
  const { equity, trades, openTrades, title, notes } = run;
  const about = `${symbol}: ${title}`;
  const sections: ReportSection[] = [
    {
      kind: 'table',
      title: `${about}, statistics`,
      columns: [{ title: 'Statistic' }, { title: 'Value' }],
      rows: statisticsOf(run).map(([name, value]) => [name, statisticText(name, value)]),
    },
    {
      kind: 'table',
      title: `${about}, trades`,
      columns: [
        ...['Entry', 'Exit'].map((name) => ({ title: name })),
        { title: 'Size', decimals: 6 },
        ...['Entry price', 'Exit price'].map((name) => ({ title: name, decimals: 4 })),
        { title: 'Profit', decimals: 2 },
        { title: 'Return', decimals: 2, unit: '%' },
      ],
      rows: [...trades, ...openTrades].map((trade) => [
        dateOf(trade.entryTime),
        dateOf(trade.exitTime) ?? 'open',
        trade.size,
        trade.entryPrice,
        trade.exitPrice,
        trade.profit,
        trade.returnPercent,
      ]),
    },
    {
      kind: 'text',
      title: `${about}, parameters and notes`,
      paragraphs: [`${parametersText(run)}.`, ...notes],
    },
  ];
  if (equity === null) return sections;
  const { ts } = equity;
  return [
    {
      kind: 'lines',
      title: `${about}, equity`,
      ts,
      lines: [
        { name: run.strategy, values: equity.equity },
        { name: 'buy and hold', values: equity.buyAndHold },
      ],
    },
    {
      kind: 'lines',
      title: `${about}, drawdown`,
      ts,
      lines: [{ name: 'drawdown', values: equity.drawdownPercent }],
      filled: true,
      unit: '%',
    },
    ...sections,
  ];
}
