import type { TestedPortfolio } from '../../manager/allocation/tested-portfolio.ts';
import { statisticText } from '../output/backtest-values.ts';
import { formatMoney } from '../output/numbers.ts';
import type { ReportSection } from './section.ts';

/** Two years of monthly ones; all of them are in JSON and CSV. */
const shownRebalances = 24;

/** A portfolio over time for a report: equity, drawdown, weights, statistics, rebalancings. */
export function portfolioBacktestSections(tested: TestedPortfolio): ReportSection[] {
  const { name, ts, symbols, weightsPercent, statistics, meanOfReturns, rebalances, notes } = tested;
  const about = `${name}, shared cash`;
  const mean = `Mean of each held by itself: ${formatMoney(meanOfReturns.finalValue)}. ${meanOfReturns.why}`;
  return [
    { kind: 'lines', title: `${about}: equity`, ts, lines: [{ name: 'equity', values: tested.equity }] },
    {
      kind: 'lines',
      title: `${about}: drawdown`,
      ts,
      lines: [{ name: 'drawdown', values: tested.drawdownPercent }],
      filled: true,
      unit: '%',
    },
    {
      kind: 'lines',
      title: `${about}: weights`,
      ts,
      lines: symbols.map((symbol, index) => ({ name: symbol, values: weightsPercent[index] ?? [] })),
      unit: '%',
    },
    {
      kind: 'table',
      title: `${about}: statistics`,
      columns: [{ title: 'Statistic' }, { title: 'Value' }],
      rows: Object.entries(statistics).map(([key, value]) => [key, statisticText(key, value)]),
    },
    { kind: 'text', title: 'Beside the mean of returns', paragraphs: [mean, ...notes] },
    {
      kind: 'table',
      title: `${about}: rebalancings${rebalances.length > shownRebalances ? `, the last ${shownRebalances} of ${rebalances.length}` : ''}`,
      columns: [
        { title: 'Date' },
        { title: 'Turnover', decimals: 2, unit: '%' },
        { title: 'Costs', decimals: 2 },
        ...symbols.map((symbol) => ({ title: symbol, decimals: 2, unit: '%' })),
      ],
      rows: rebalances
        .slice(-shownRebalances)
        .map(({ ts: time, turnoverPercent, costs, weights }) => [
          new Date(time).toISOString().slice(0, 10),
          turnoverPercent,
          costs,
          ...weights.map((weight) => 100 * weight),
        ]),
    },
  ];
}
