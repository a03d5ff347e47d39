import type { AllocatedPortfolio } from '../../manager/allocation/allocated-portfolio.ts';
import { formatDecimal } from '../output/numbers.ts';
import type { ReportSection } from './section.ts';

/** An allocation for a report: its positions, its figures, and the efficient frontier as a table. */
export function allocationSections(allocated: AllocatedPortfolio): ReportSection[] {
  const { positions, frontier, figures, leftover, invested, notes } = allocated;
  const money = (value: number): string => value.toFixed(2);
  const expected =
    figures === null
      ? []
      : [
          `Expected by the year: return ${figures.expectedReturn.toFixed(2)} %, volatility ${figures.volatility.toFixed(2)} %, Sharpe ratio ${formatDecimal(figures.sharpe, 3)}.`,
        ];
  return [
    {
      kind: 'table',
      title: `${allocated.name} by ${allocated.method}`,
      columns: [
        { title: 'Symbol' },
        { title: 'Price', decimals: 2 },
        { title: 'Shares' },
        { title: 'Value', decimals: 2 },
        { title: 'Weight', decimals: 2, unit: '%' },
        { title: 'Of the risk', decimals: 2, unit: '%' },
      ],
      rows: positions.map((each) => [
        each.symbol,
        each.price,
        each.quantity,
        each.value,
        each.weightPercent,
        each.riskPercent,
      ]),
    },
    {
      kind: 'text',
      title: 'What is to be expected',
      paragraphs: [`Invested ${money(invested)}, left over ${money(leftover)}.`, ...expected, ...notes],
    },
    ...(frontier.length > 1 ? [frontierTable(allocated)] : []),
  ];
}

function frontierTable({ positions, frontier }: AllocatedPortfolio): ReportSection {
  const percent = { decimals: 2, unit: '%' };
  return {
    kind: 'table',
    title: 'Efficient frontier',
    columns: [
      { title: 'Expected return', ...percent },
      { title: 'Volatility', ...percent },
      { title: 'Sharpe ratio', decimals: 3 },
      ...positions.map(({ symbol }) => ({ title: symbol, ...percent })),
    ],
    rows: frontier.map(({ expectedReturn, volatility, sharpe, weightsPercent }) => [
      expectedReturn,
      volatility,
      sharpe,
      ...weightsPercent,
    ]),
  };
}
