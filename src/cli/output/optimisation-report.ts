import type { SearchAnswer } from '../../manager/backtest/optimise-answer.ts';
import type { ReportSection } from '../report/section.ts';
import { numberIn, parameterText } from './optimisation.ts';

type Optimisation = SearchAnswer['optimisations'][number];
type Walk = SearchAnswer['walkForwards'][number];

/** A search for parameters as sections of a report. */
export function searchReport({ symbol, optimisations, walkForwards }: SearchAnswer): ReportSection[] {
  return [
    ...optimisations.flatMap((one) => optimisationSections(symbol, one)),
    ...walkForwards.flatMap((one) => walkSections(symbol, one)),
  ];
}

function optimisationSections(symbol: string, one: Optimisation): ReportSection[] {
  const { heatMap, trial } = one;
  const title = `${symbol}: ${one.title}`;
  return [
    {
      kind: 'table',
      title: `${title}, best parameters`,
      columns: [
        { title: 'Parameters' },
        { title: one.metric },
        { title: 'Return', unit: '%' },
        { title: 'Trades' },
      ],
      rows: one.best.map(({ params, value, statistics }) => [
        parameterText(params),
        value,
        numberIn(statistics, 'Return [%]'),
        numberIn(statistics, '# Trades'),
      ]),
    },
    ...(heatMap === null
      ? []
      : [
          {
            kind: 'heatmap' as const,
            title: `${title}, ${heatMap.metric}`,
            rowName: heatMap.rows.parameter,
            columnName: heatMap.columns.parameter,
            rows: heatMap.rows.values,
            columns: heatMap.columns.values,
            values: heatMap.values,
          },
        ]),
    ...(trial === null
      ? []
      : [
          {
            kind: 'table' as const,
            title: `${title}, chosen in one part and used in a later one`,
            columns: [
              ...[{ title: 'From' }, { title: 'To' }, { title: 'Parameters' }],
              ...[{ title: 'Return', unit: '%' }, { title: 'Sharpe Ratio' }],
            ],
            rows: [
              { span: trial.train, statistics: trial.trainResults },
              { span: trial.test, statistics: trial.testResults },
            ].map(({ span, statistics }) => [
              ...[...span, parameterText(trial.params)],
              ...[numberIn(statistics, 'Return [%]'), numberIn(statistics, 'Sharpe Ratio')],
            ]),
          },
        ]),
    { kind: 'text', title: `${title}, notes`, paragraphs: one.notes },
  ];
}

function walkSections(symbol: string, one: Walk): ReportSection[] {
  const title = `${symbol}: ${one.title}, walk forward`;
  return [
    {
      kind: 'table',
      title,
      columns: [
        ...[{ title: 'Used from' }, { title: 'To' }, { title: 'Parameters' }],
        ...[{ title: 'Return before', unit: '%' }, { title: 'Return then', unit: '%' }, { title: 'Trades' }],
      ],
      rows: one.windows.map(({ outOfSample, params, returnInSample, returnOutOfSample, trades }) => [
        ...[...outOfSample, parameterText(params)],
        ...[returnInSample, returnOutOfSample, trades],
      ]),
    },
    {
      kind: 'lines',
      title: `${title}, equity out of sample`,
      ts: one.equity?.ts ?? [],
      lines: [{ name: 'Equity', values: one.equity?.equity ?? [] }],
    },
    { kind: 'text', title: `${title}, notes`, paragraphs: one.notes },
  ];
}
