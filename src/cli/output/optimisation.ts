import { counted } from '../../domain/counted.ts';
import type { SearchAnswer } from '../../manager/backtest/optimise-answer.ts';
import { heatMap } from './charts/heat-map.ts';
import { lineChart } from './charts/line-chart.ts';
import { formatCount, formatDecimal, formatMoney, formatPercent } from './numbers.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

type Optimisation = SearchAnswer['optimisations'][number];
type Ranked = Optimisation['best'][number];
type Walk = SearchAnswer['walkForwards'][number];
type Statistics = Walk['statistics'];

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Parameters as text; those that are the same in all of them can be left out. */
export function parameterText(params: Readonly<Record<string, number>>, names = Object.keys(params)): string {
  return names.map((name) => `${name}=${params[name]}`).join(' ');
}

export function numberIn(statistics: Statistics, name: keyof Statistics): number | null {
  const value = statistics[name];
  return typeof value === 'number' ? value : null;
}

/** How a run is found again, or why not. */
export function keptText({ id, note }: SearchAnswer['run']): string {
  return id === null ? `Note: ${note}` : `Kept as run ${id}: stockula runs show ${id}`;
}

/** A search for parameters as people read it. Ends with a newline. */
export function renderSearch(answer: SearchAnswer, style: Style): string {
  const { symbol, interval, bars, from, to, optimisations, walkForwards } = answer;
  return [
    '',
    `${style.colors.bold(symbol)}  ${counted(bars, 'bar')} of ${interval}, ${dateOf(from)} to ${dateOf(to)}`,
    ...optimisations.flatMap((one) => optimisation(one, style)),
    ...walkForwards.flatMap((one) => walk(one, style)),
    style.colors.dim(keptText(answer.run)),
    '',
  ].join('\n');
}

const percentColumn = <Row>(
  title: string,
  value: (row: Row) => number | null,
  signed = true,
): Column<Row> => ({ title, value: (row) => formatPercent(value(row), { signed }), align: 'right' });

/** What a run risked and how often it traded. */
const riskColumns: readonly Column<{ readonly statistics: Statistics }>[] = [
  {
    title: 'Sharpe',
    value: ({ statistics }) => formatDecimal(numberIn(statistics, 'Sharpe Ratio')),
    align: 'right',
  },
  percentColumn('Max. DD', ({ statistics }) => numberIn(statistics, 'Max. Drawdown [%]'), false),
  {
    title: 'Trades',
    value: ({ statistics }) => formatCount(numberIn(statistics, '# Trades')),
    align: 'right',
  },
];

function optimisation(one: Optimisation, style: Style): string[] {
  const { colors } = style;
  const varying = Object.keys(one.values);
  const columns: readonly Column<Ranked>[] = [
    {
      title: 'Parameters',
      value: ({ params }) => parameterText(params, varying) || 'as configured',
      whole: true,
    },
    ...(one.metric === 'Return [%]'
      ? []
      : [{ title: one.metric, value: (run: Ranked) => formatDecimal(run.value), align: 'right' as const }]),
    percentColumn('Return', ({ statistics }) => numberIn(statistics, 'Return [%]')),
    ...riskColumns,
  ];
  const skipped = one.skipped > 0 ? `, ${one.skipped} that make no sense left out` : '';
  return [
    '',
    `${colors.bold(one.title)}  ${colors.dim(`${counted(one.combinations, 'combination')} by ${one.metric}${skipped}`)}`,
    '',
    renderTable(columns, one.best, style),
    ...heatMapLines(one, style),
    ...trialLines(one, style),
    ...one.notes.map((note) => colors.dim(`Note: ${note}`)),
  ];
}

function heatMapLines({ heatMap: map }: Optimisation, style: Style): string[] {
  if (map === null) return [];
  const held = Object.keys(map.others).length > 0 ? ` at ${parameterText(map.others)}` : '';
  const drawn = heatMap(
    {
      title: `${map.metric}${held}`,
      rowName: map.rows.parameter,
      columnName: map.columns.parameter,
      rows: map.rows.values,
      columns: map.columns.values,
      values: map.values,
    },
    style,
  );
  return ['', drawn.trimEnd()];
}

function trialLines({ trial, values }: Optimisation, style: Style): string[] {
  if (trial === null) return [];
  const { params, train, test, trainResults, testResults, performanceDegradation } = trial;
  const names = Object.keys(values);
  const isChosen = names.length > 0;
  const rows = [
    { name: isChosen ? 'chosen in' : 'first in', span: train, statistics: trainResults },
    { name: isChosen ? 'used in' : 'then in', span: test, statistics: testResults },
  ];
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { title: 'Parameters', value: ({ name }) => name },
    { title: 'From', value: ({ span }) => span[0] },
    { title: 'To', value: ({ span }) => span[1] },
    percentColumn('Return', ({ statistics }) => numberIn(statistics, 'Return [%]')),
    percentColumn('Held', ({ statistics }) => numberIn(statistics, 'Buy & Hold Return [%]')),
    ...riskColumns,
  ];
  const change = (value: number | null) => formatPercent(value, { signed: true, decimals: 1 });
  return [
    '',
    isChosen
      ? `Chosen in one part, used in a later one: ${parameterText(params, names)}`
      : `Configured parameters in both parts: ${parameterText(params)}`,
    renderTable(columns, rows, style),
    `Return ${change(performanceDegradation.return)}, Sharpe ${change(performanceDegradation.sharpe)} against the first part (returns are those of whole parts, however long).`,
  ];
}

function walk(one: Walk, style: Style): string[] {
  const { colors } = style;
  const names = Object.keys(one.values);
  const columns: readonly Column<Walk['windows'][number]>[] = [
    { title: 'Used from', value: ({ outOfSample }) => outOfSample[0] },
    { title: 'To', value: ({ outOfSample }) => outOfSample[1] },
    { title: 'Parameters', value: ({ params }) => parameterText(params, names), whole: true },
    percentColumn('Before', ({ returnInSample }) => returnInSample),
    percentColumn('Then', ({ returnOutOfSample }) => returnOutOfSample),
    { title: 'Trades', value: ({ trades }) => trades, align: 'right' },
  ];
  const { statistics, equity } = one;
  const percent = (name: keyof Statistics) => formatPercent(numberIn(statistics, name), { signed: true });
  return [
    '',
    `${colors.bold(one.title)}  ${colors.dim(
      `walk forward: ${one.anchored ? 'all bars so far' : counted(one.inSampleBars, 'bar')} to choose of ` +
        `${counted(one.combinations, 'combination')} by ${one.metric}, ${counted(one.outOfSampleBars, 'bar')} to use them`,
    )}`,
    '',
    renderTable(columns, one.windows, style),
    '',
    `Out of sample: return ${percent('Return [%]')} (held ${percent('Buy & Hold Return [%]')}), ` +
      `Sharpe ${formatDecimal(numberIn(statistics, 'Sharpe Ratio'))}, ` +
      `max. drawdown ${percent('Max. Drawdown [%]')}, ${formatCount(numberIn(statistics, '# Trades'))} trades, ` +
      `final ${formatMoney(numberIn(statistics, 'Equity Final [$]'))}.`,
    `Efficiency ratio ${formatDecimal(one.efficiencyRatio)}: annual return out of sample by that in sample.`,
    ...(equity ? ['', equityChart(equity, style)] : []),
    ...one.notes.map((note) => colors.dim(`Note: ${note}`)),
  ];
}

function equityChart({ ts, equity }: NonNullable<Walk['equity']>, style: Style): string {
  const lines = [{ name: 'equity', values: equity }];
  return lineChart({ title: 'Equity out of sample', ts, lines }, style).trimEnd();
}
