import type { AllocatedPortfolio, AllocatedPosition } from '../../manager/allocation/allocated-portfolio.ts';
import type { EstimateReport } from '../../manager/allocation/estimate.ts';
import type { InstrumentScore } from '../../manager/allocation/scores.ts';
import { frontierChart } from './charts/frontier-chart.ts';
import { dash, formatDecimal, formatMoney, formatPercent, formatPrice } from './numbers.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

/** An allocation as people read it. Ends with a newline. */
export function renderAllocation(allocated: AllocatedPortfolio, style: Style): string {
  const { name, method, capital, positions, invested, leftover, utilizationPercent, scores, notes } =
    allocated;
  const { colors } = style;
  return [
    '',
    colors.bold(`${name}: ${formatMoney(capital)} by ${method}`),
    '',
    renderTable(positionColumns, positions, style),
    `Invested ${formatMoney(invested)} (${formatPercent(utilizationPercent)}), left over ${formatMoney(leftover)}`,
    ...currentLines(allocated, style),
    ...(scores.length > 0 ? ['', renderTable(scoreColumns, scores, style)] : []),
    ...figureLines(allocated),
    ...(allocated.frontier.length > 1 ? ['', frontierChart(chartOf(allocated), style).trimEnd()] : []),
    ...notes.map((note) => colors.dim(`Note: ${note}`)),
    '',
  ].join('\n');
}

const quantityText = (value: number): string => formatDecimal(value, Number.isInteger(value) ? 0 : 6);

const positionColumns: readonly Column<AllocatedPosition>[] = [
  { title: 'Symbol', value: ({ symbol }) => symbol },
  { title: 'Price', value: ({ price }) => price, format: formatPrice },
  { title: 'As of', value: ({ priceAt }) => dateOf(priceAt), whole: true },
  { title: 'Target', value: ({ targetPercent }) => targetPercent, format: formatPercent },
  { title: 'Shares', value: ({ quantity }) => quantity, format: quantityText },
  { title: 'Value', value: ({ value }) => value, format: formatMoney },
  { title: 'Weight', value: ({ weightPercent }) => weightPercent, format: formatPercent },
  { title: 'Of the risk', value: ({ riskPercent }) => riskPercent, format: formatPercent, align: 'right' },
];

const currentColumns: readonly Column<AllocatedPosition>[] = [
  { title: 'Held now', value: ({ symbol }) => symbol },
  { title: 'Quantity', value: ({ current }) => current?.quantity ?? null, format: quantityText },
  { title: 'Price', value: ({ price }) => price, format: formatPrice },
  { title: 'Value', value: ({ current }) => current?.value ?? null, format: formatMoney },
];

const scoreColumns: readonly Column<InstrumentScore>[] = [
  { title: 'Symbol', value: ({ symbol }) => symbol },
  { title: 'Best strategy', value: ({ strategy }) => strategy },
  { title: 'Training', value: ({ train }) => train, format: formatDecimal, align: 'right' },
  { title: 'Test', value: ({ test }) => test, format: formatDecimal, align: 'right' },
  { title: 'Forecast %', value: ({ forecast }) => forecast, format: formatDecimal, align: 'right' },
  { title: 'Score', value: ({ score }) => score, format: formatDecimal, align: 'right' },
];

function currentLines({ positions, currentValue }: AllocatedPortfolio, style: Style): string[] {
  const held = positions.filter(({ current }) => current !== null);
  if (held.length === 0) return [];
  return ['', renderTable(currentColumns, held, style), `Worth ${formatMoney(currentValue)} in all`];
}

function figureLines({ figures, estimate, history }: AllocatedPortfolio): string[] {
  if (figures === null || estimate === null) return [];
  const ratio = (value: number | null | undefined): string => formatDecimal(value ?? null, 3);
  const lines = [
    '',
    `Expected by the year: return ${formatPercent(figures.expectedReturn)}, volatility ${formatPercent(figures.volatility)}, Sharpe ratio ${ratio(figures.sharpe)}`,
    estimateLine(estimate),
  ];
  if (history === null) return lines;
  const { dynamicSharpe, dynamicSortino, fixedSharpe, fixedSortino } = history;
  return [
    ...lines,
    `Over these returns: Sharpe ratio ${ratio(dynamicSharpe)} and Sortino ratio ${ratio(dynamicSortino)} above each day's rate, ${ratio(fixedSharpe)} and ${ratio(fixedSortino)} above its mean`,
  ];
}

function estimateLine({
  returns,
  from,
  to,
  covariance,
  shrinkage,
  riskFreePercent,
  riskFreeSource,
  leftOut,
}: EstimateReport) {
  const drawn =
    covariance === 'sample'
      ? 'sample covariance'
      : `covariance drawn ${formatPercent(100 * shrinkage)} towards ${covariance}`;
  const rate =
    riskFreeSource === null
      ? 'risk-free rate 0%'
      : `risk-free rate ${formatPercent(riskFreePercent)} (${riskFreeSource})`;
  const dropped = leftOut.map(({ symbol, bars }) => `${bars} of ${symbol}`).join(', ');
  return `From ${returns} common returns, ${dateOf(from)} to ${dateOf(to)}; ${drawn}; ${rate}${dropped === '' ? '' : `; bars without a partner: ${dropped}`}`;
}

function chartOf({ frontier, figures }: AllocatedPortfolio) {
  return {
    title: 'Efficient frontier (× this portfolio)',
    frontier: frontier.map(({ volatility, expectedReturn }) => ({ x: volatility, y: expectedReturn })),
    marked: figures === null ? [] : [{ x: figures.volatility, y: figures.expectedReturn }],
    xName: 'volatility',
    unit: '%',
  };
}

function dateOf(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : dash;
}
