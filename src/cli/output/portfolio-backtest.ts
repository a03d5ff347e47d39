import { counted } from '../../domain/counted.ts';
import type { TestedPortfolio } from '../../manager/allocation/tested-portfolio.ts';
import { lineChart } from './charts/line-chart.ts';
import { formatDecimal, formatMoney, formatPercent } from './numbers.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

/** One symbol of the portfolio. */
interface Line {
  readonly symbol: string;
  readonly first: number | null;
  readonly last: number | null;
  readonly alone: number | null;
}

const columns: readonly Column<Line>[] = [
  { title: 'Symbol', value: ({ symbol }) => symbol },
  { title: 'First target', value: ({ first }) => first, format: formatPercent, align: 'right' },
  { title: 'Weight at the end', value: ({ last }) => last, format: formatPercent, align: 'right' },
  { title: 'Return by itself', value: ({ alone }) => alone, format: formatPercent, align: 'right' },
];

/** A portfolio over time as people read it. Ends with a newline. */
export function renderPortfolioBacktest(tested: TestedPortfolio, style: Style): string {
  const { name, method, symbols, rebalances, weightsPercent, meanOfReturns, ts } = tested;
  const { colors } = style;
  const lines = symbols.map((symbol, index): Line => {
    const target = rebalances[0]?.weights[index];
    return {
      symbol,
      first: target === undefined ? null : 100 * target,
      last: weightsPercent[index]?.at(-1) ?? null,
      alone: meanOfReturns.returnsPercent[index] ?? null,
    };
  });
  return [
    '',
    `${colors.bold(name)}  ${dateOf(ts[0])} to ${dateOf(ts.at(-1))}`,
    colors.dim(`${method}, shared cash; ${rulesOf(tested)}`),
    '',
    renderTable(columns, lines, style),
    ...figureLines(tested),
    ...comparison(tested),
    '',
    lineChart({ title: 'Equity', ts, lines: [{ name: 'equity', values: tested.equity }] }, style),
    lineChart(
      {
        title: 'Drawdown',
        ts,
        lines: [{ name: 'drawdown', values: tested.drawdownPercent }],
        height: 6,
        filled: true,
        unit: '%',
      },
      style,
    ).trimEnd(),
    ...tested.notes.map((note) => colors.dim(`Note: ${note}`)),
    '',
  ].join('\n');
}

function rulesOf({
  settings: { rebalancing, stopLossPercent, fill, unit, slippage },
}: TestedPortfolio): string {
  const often =
    typeof rebalancing === 'object'
      ? `rebalanced at a drift of ${formatPercent(100 * rebalancing.drift)}`
      : `rebalanced ${rebalancing}`;
  const stop = stopLossPercent === null ? 'no stop loss' : `stop loss ${formatPercent(stopLossPercent)}`;
  const filled = fill === 'close' ? 'filled at the close' : 'filled at the next open';
  const worse = slippage > 0 ? `, slippage ${formatPercent(100 * slippage)}` : '';
  return `${often}, ${stop}, ${filled}${worse}, ${unit === 1 ? 'whole shares' : 'fractions of shares'}`;
}

function figureLines(tested: TestedPortfolio): string[] {
  const { statistics, rebalances, annualTurnoverPercent, commissions, slippage, stops, riskFree } = tested;
  const number = (key: keyof typeof statistics): number | null => {
    const value = statistics[key];
    return typeof value === 'number' ? value : null;
  };
  const ratio = (value: number | null): string => formatDecimal(value, 3);
  const above =
    riskFree === null
      ? []
      : [
          `Above ${riskFree.symbol}: Sharpe ratio ${ratio(riskFree.dynamicSharpe)}, Sortino ratio ${ratio(riskFree.dynamicSortino)}`,
        ];
  return [
    '',
    `Final value ${formatMoney(number('Equity Final [$]'))}, return ${formatPercent(number('Return [%]'))} (${formatPercent(number('Return (Ann.) [%]'))} a year), volatility ${formatPercent(number('Volatility (Ann.) [%]'))}, largest drawdown ${formatPercent(number('Max. Drawdown [%]'))}`,
    `Sharpe ratio ${ratio(number('Sharpe Ratio'))}, Sortino ratio ${ratio(number('Sortino Ratio'))}, Calmar ratio ${ratio(number('Calmar Ratio'))}`,
    ...above,
    `${counted(rebalances.length, 'rebalancing')}, turnover ${formatPercent(annualTurnoverPercent)} a year, commissions ${formatMoney(commissions)}, slippage ${formatMoney(slippage)}, ${counted(stops, 'stop loss', 'stop losses')}`,
  ];
}

/** The older application's figures, and why they are others. */
function comparison({ meanOfReturns, meanOfRuns, ts }: TestedPortfolio): string[] {
  const { meanPercent, finalValue, why } = meanOfReturns;
  const runs =
    meanOfRuns === null
      ? []
      : [
          `Mean of ${counted(meanOfRuns.runs, 'backtest')} (${spanOf(meanOfRuns.from, meanOfRuns.to)}${lackOf(meanOfRuns.without)}), as the older application has it: ${formatMoney(meanOfRuns.finalValue)} (${formatPercent(meanOfRuns.meanPercent, { signed: true })})`,
        ];
  return [
    '',
    ...runs,
    `Mean of each held by itself (${spanOf(ts[0], ts.at(-1))}): ${formatMoney(finalValue)} (${formatPercent(meanPercent, { signed: true })})`,
    why,
  ];
}

const spanOf = (from: number | undefined, to: number | undefined): string =>
  `${dateOf(from)} to ${dateOf(to)}`;

const lackOf = (symbols: readonly string[]): string =>
  symbols.length === 0 ? '' : `, without ${symbols.join(', ')}, of which there is none`;

function dateOf(ms: number | undefined): string {
  return ms === undefined ? '' : new Date(ms).toISOString().slice(0, 10);
}
