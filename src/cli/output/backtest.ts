import { counted } from '../../domain/counted.ts';
import type { BacktestAnswer, EquityCurve, StrategyRun } from '../../manager/backtest/answer.ts';
import { parametersText, rulesText, statisticsOf, statisticText } from './backtest-values.ts';
import { basisText } from './basis-text.ts';
import { lineChart } from './charts/line-chart.ts';
import { dash, formatCount, formatDecimal, formatMoney, formatPercent, formatPrice } from './numbers.ts';
import { keptText } from './optimisation.ts';
import type { Colors, Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

type Trade = StrategyRun['trades'][number];

const tradesShown = 10;

const dateOf = (ms: number | null): string => (ms === null ? dash : new Date(ms).toISOString().slice(0, 10));
const bySign = (value: number | null, text: string, colors: Colors): string =>
  value === null || value === 0 ? text : value > 0 ? colors.green(text) : colors.red(text);

/** Backtests of a symbol as people read them: ranking, the best run in full, its trades and its equity. Ends with a newline. */
export function renderBacktest(answer: BacktestAnswer, style: Style): string {
  const { symbol, interval, bars, from, to, runs } = answer;
  const { colors } = style;
  const [best] = runs;
  return [
    '',
    `${colors.bold(symbol)}  ${counted(bars, 'bar')} of ${interval}, ${dateOf(from)} to ${dateOf(to)}, ${basisText(answer.basis)}`,
    colors.dim(rulesText(answer)),
    '',
    renderTable(fitting(rankingColumns, style), runs, style),
    ...(best ? bestRun(best, style) : []),
    ...answer.notes.map((note) => colors.dim(`Note: ${note}`)),
    colors.dim(keptText(answer.run)),
    '',
  ].join('\n');
}

/** Left out where the terminal is narrow: in blocks of lines, runs and trades cannot be compared. */
const dispensable: readonly string[] = ['Ann.', 'P. factor', 'Final', 'Commission'];
const narrow = 98;

function fitting<Row>(columns: readonly Column<Row>[], { width }: Style): readonly Column<Row>[] {
  if (width === null || width >= narrow) return columns;
  return columns.filter(({ title }) => !dispensable.includes(title));
}

const number = (run: StrategyRun, name: keyof StrategyRun['statistics']): number | null => {
  const value = run.statistics[name];
  return typeof value === 'number' ? value : null;
};

function column(
  title: string,
  name: keyof StrategyRun['statistics'],
  format: (value: number | null) => string,
): Column<StrategyRun> {
  return { title, value: (run) => format(number(run, name)), align: 'right' };
}

const decimal = (value: number | null) => formatDecimal(value);

const rankingColumns: readonly Column<StrategyRun>[] = [
  { title: 'Strategy', value: ({ strategy }) => strategy, whole: true },
  {
    ...column('Return', 'Return [%]', (value) => formatPercent(value, { signed: true })),
    paint: (text, run, colors) => bySign(number(run, 'Return [%]'), text, colors),
  },
  column('Ann.', 'Return (Ann.) [%]', formatPercent),
  column('Sharpe', 'Sharpe Ratio', decimal),
  column('Max. DD', 'Max. Drawdown [%]', formatPercent),
  column('Trades', '# Trades', formatCount),
  column('Won', 'Win Rate [%]', (value) => formatPercent(value, { decimals: 1 })),
  column('P. factor', 'Profit Factor', decimal),
  column('Final', 'Equity Final [$]', formatMoney),
];

function bestRun(run: StrategyRun, style: Style): string[] {
  const { colors } = style;
  return [
    '',
    `${colors.bold(run.title)}  ${colors.dim(parametersText(run))}`,
    '',
    statisticsTable(run, style),
    '',
    ...tradeLines(run, style),
    ...(run.equity ? charts(run.equity, run.strategy, style) : []),
    ...run.notes.map((note) => colors.dim(`Note: ${note}`)),
  ];
}

/** Names and values in two pairs of columns. */
function statisticsTable(run: StrategyRun, style: Style): string {
  const lines = statisticsOf(run).map(([name, value]) => [name, statisticText(name, value)] as const);
  const half = Math.ceil(lines.length / 2);
  const rows = lines.slice(0, half).map((left, index) => [...left, ...(lines[half + index] ?? ['', ''])]);
  const at = (title: string, index: number, align: 'left' | 'right'): Column<readonly string[]> => ({
    title,
    value: (row) => row[index] || ' ',
    align,
    whole: true,
  });
  const columns = [
    at('Statistic', 0, 'left'),
    at('Value', 1, 'right'),
    at('Statistic ', 2, 'left'),
    at('Value ', 3, 'right'),
  ];
  return renderTable(columns, rows, style);
}

function tradeLines({ trades, openTrades }: StrategyRun, style: Style): string[] {
  const shown = [...trades.slice(-tradesShown), ...openTrades];
  if (shown.length === 0) return ['No trades.', ''];
  const rest = trades.length - Math.min(trades.length, tradesShown);
  const title = rest > 0 ? `The last ${tradesShown} of ${counted(trades.length, 'trade')}` : 'Trades';
  return [title, renderTable(fitting(tradeColumns, style), shown, style), ''];
}

const tradeColumns: readonly Column<Trade>[] = [
  { title: 'Entry', value: ({ entryTime }) => dateOf(entryTime), whole: true },
  { title: 'Exit', value: ({ exitTime }) => (exitTime === null ? 'open' : dateOf(exitTime)), whole: true },
  { title: 'Size', value: ({ size }) => formatSize(size), align: 'right' },
  { title: 'Entry price', value: ({ entryPrice }) => formatPrice(entryPrice), align: 'right' },
  { title: 'Exit price', value: ({ exitPrice }) => formatPrice(exitPrice), align: 'right' },
  {
    title: 'Profit',
    value: ({ profit }) => formatMoney(profit),
    align: 'right',
    paint: (text, { profit }, colors) => bySign(profit, text, colors),
  },
  {
    title: 'Return',
    value: ({ returnPercent }) => formatPercent(returnPercent, { signed: true }),
    align: 'right',
  },
  { title: 'Commission', value: ({ commission }) => formatMoney(commission), align: 'right' },
];

const formatSize = (size: number): string =>
  Number.isInteger(size) ? formatCount(size) : formatDecimal(size, 6);

function charts(
  { ts, equity, buyAndHold, drawdownPercent }: EquityCurve,
  name: string,
  style: Style,
): string[] {
  const lines = [
    { name, values: equity },
    { name: 'buy and hold', values: buyAndHold },
  ];
  const fall = [{ name: 'drawdown', values: drawdownPercent, ink: 'red' as const }];
  return [
    lineChart({ title: 'Equity', ts, lines }, style),
    lineChart({ title: 'Drawdown', ts, lines: fall, filled: true, height: 6, unit: '%' }, style),
  ];
}
