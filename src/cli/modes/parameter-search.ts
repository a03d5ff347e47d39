import type { SearchAnswer } from '../../manager/backtest/optimise-answer.ts';
import { renderSearch } from '../output/optimisation.ts';
import { searchReport } from '../output/optimisation-report.ts';
import type { CsvTable, ModeAnswer } from './mode.ts';

/** A search for parameters in each form it can be shown in. */
export function searchAnswerOf(answer: SearchAnswer): ModeAnswer {
  return {
    json: answer,
    console: (style) => renderSearch(answer, style),
    csv: [bestTable(answer), heatMapTable(answer), windowsTable(answer)],
    html: searchReport(answer),
  };
}

function bestTable({ symbol, interval, optimisations }: SearchAnswer): CsvTable {
  return {
    name: 'backtest-optimisation',
    header: [
      'symbol',
      'interval',
      'strategy',
      'rank',
      'parameters',
      'metric',
      'value',
      'return_percent',
      'trades',
    ],
    rows: optimisations.flatMap(({ strategy, metric, best }) =>
      best.map(({ params, value, statistics }, at) => [
        ...[symbol, interval, strategy, at + 1, JSON.stringify(params), metric, value],
        ...[statistics['Return [%]'], statistics['# Trades']],
      ]),
    ),
  };
}

function heatMapTable({ symbol, optimisations }: SearchAnswer): CsvTable {
  return {
    name: 'backtest-heat-map',
    header: ['symbol', 'strategy', 'metric', 'row', 'row_value', 'column', 'column_value', 'value'],
    rows: optimisations.flatMap(({ strategy, heatMap }) => {
      if (heatMap === null) return [];
      const { metric, rows, columns, values } = heatMap;
      return rows.values.flatMap((row, at) =>
        columns.values.map((column, across) => [
          ...[symbol, strategy, metric, rows.parameter, row, columns.parameter, column],
          values[at]?.[across] ?? null,
        ]),
      );
    }),
  };
}

function windowsTable({ symbol, walkForwards }: SearchAnswer): CsvTable {
  return {
    name: 'backtest-walk-forward',
    header: [
      ...['symbol', 'strategy', 'in_sample_from', 'in_sample_to', 'out_of_sample_from', 'out_of_sample_to'],
      ...['parameters', 'return_in_sample', 'return_out_of_sample', 'trades'],
    ],
    rows: walkForwards.flatMap(({ strategy, windows }) =>
      windows.map(({ inSample, outOfSample, params, returnInSample, returnOutOfSample, trades }) => [
        ...[symbol, strategy, ...inSample, ...outOfSample, JSON.stringify(params)],
        ...[returnInSample, returnOutOfSample, trades],
      ]),
    ),
  };
}
