import type { ForecastedSymbol } from '../../manager/forecast/forecasted-symbol.ts';
import { coverageLine } from '../output/forecast-evaluation.ts';
import type { ReportSection } from './section.ts';

/** A forecast as sections of a report. */
export function forecastReport(forecasted: ForecastedSymbol): ReportSection[] {
  const { symbol, points, history, level, paths, evaluation, coverage, notes } = forecasted;
  const values = (pick: (point: (typeof points)[number]) => number | null) => points.map(pick);
  return [
    {
      kind: 'fan',
      title: `${symbol}: forecast`,
      history: { ts: history.ts, values: history.closes },
      ts: points.map(({ ts }) => ts),
      center: values(({ forecast }) => forecast),
      bands:
        level === null
          ? []
          : [{ level, lower: values(({ lower }) => lower), upper: values(({ upper }) => upper) }],
      lines: [{ name: 'naive', values: paths.naive ?? [] }],
    },
    {
      kind: 'table',
      title: 'Evaluation',
      columns: [
        { title: 'Model' },
        { title: 'RMSE' },
        { title: 'MAE' },
        { title: 'MASE', decimals: 3 },
        { title: 'sMAPE', decimals: 2, unit: '%' },
        { title: 'MAE to naive', decimals: 3 },
        { title: 'p', decimals: 3 },
      ],
      rows: evaluation.scores.map(({ model, rmse, mae, mase, smape, relativeToNaive, chance }) => [
        model,
        rmse,
        mae,
        mase,
        smape,
        relativeToNaive,
        chance,
      ]),
    },
    {
      kind: 'text',
      title: 'What to make of it',
      paragraphs: [evaluation.verdict, ...coverageLine(coverage), ...notes],
    },
  ];
}
