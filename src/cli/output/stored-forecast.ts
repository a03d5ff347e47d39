import { counted } from '../../domain/counted.ts';
import type { ForecastPoint, PathScore, StoredForecast } from '../../domain/forecast-store.ts';
import { maseText } from './forecast-evaluation.ts';
import { formatLevel, formatPercent } from './numbers.ts';
import { priceText } from './price-text.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

const barText = (ms: number): string => {
  const text = new Date(ms).toISOString();
  return ms % 86_400_000 === 0 ? text.slice(0, 10) : `${text.slice(0, 16).replace('T', ' ')} UTC`;
};

function stateOf({ score }: StoredForecast): string {
  if (score === null) return 'waiting';
  return score.isFinal ? 'scored' : 'partly scored';
}

/** Columns of a list of forecasts. */
export const forecastColumns: Column<StoredForecast>[] = [
  { title: 'id', value: ({ id }) => id, align: 'right' },
  { title: 'made', value: ({ madeAt }) => new Date(madeAt), whole: true },
  { title: 'symbol', value: ({ symbol }) => symbol },
  { title: 'interval', value: ({ interval }) => interval },
  { title: 'from', value: ({ origin }) => barText(origin), whole: true },
  { title: 'bars', value: ({ points }) => points.length, align: 'right' },
  { title: 'model', value: ({ model }) => model },
  { title: 'state', value: stateOf },
  { title: 'mase', value: ({ score, model }) => score?.models[model]?.mase ?? null, align: 'right' },
  { title: 'naive mase', value: ({ score }) => score?.models['naive']?.mase ?? null, align: 'right' },
  {
    title: 'held',
    value: ({ score }) => (score === null ? null : `${score.inside}/${score.withInterval}`),
    align: 'right',
  },
];

/** A forecast as JSON, with times that people read too. */
export function forecastDocument(forecast: StoredForecast): object {
  return {
    ...forecast,
    madeAt: new Date(forecast.madeAt).toISOString(),
    origin: new Date(forecast.origin).toISOString(),
    points: forecast.points.map((point) => ({ ...point, ts: new Date(point.ts).toISOString() })),
  };
}

/** One forecast. Ends with a newline. */
export function renderStoredForecast(forecast: StoredForecast, style: Style): string {
  const { symbol, interval, last, origin, points, score, paths, model, madeAt, level } = forecast;
  const { colors } = style;
  const percent = level === null ? '' : `${formatLevel(level)} % `;
  const columns: Column<ForecastPoint & { naive: number | undefined }>[] = [
    { title: 'Bar', value: ({ ts }) => barText(ts), whole: true },
    { title: 'Forecast', value: (point) => priceText(point.forecast, last), align: 'right' },
    { title: `${percent}from`, value: ({ lower }) => priceText(lower, last), align: 'right' },
    { title: 'to', value: ({ upper }) => priceText(upper, last), align: 'right' },
    { title: 'Naive', value: ({ naive }) => priceText(naive, last), align: 'right' },
  ];
  const naive = paths['naive'];
  return [
    '',
    `${colors.bold(symbol)} ${interval}  ${model}, ${priceText(last)} on ${barText(origin)}`,
    colors.dim(`made ${barText(madeAt)}; data ${forecast.dataHash.slice(0, 12)}; ${stateOf(forecast)}`),
    '',
    renderTable(
      columns,
      points.map((point, at) => ({ ...point, naive: naive?.[at] })),
      style,
    ),
    '',
    ...(score === null ? ['No bar of it has come yet.'] : scoreLines(score, last, style)),
    '',
  ].join('\n');
}

function scoreLines(score: NonNullable<StoredForecast['score']>, last: number, style: Style): string[] {
  const columns: Column<[string, PathScore]>[] = [
    { title: 'Model', value: ([name]) => name },
    { title: 'RMSE', value: ([, { rmse }]) => priceText(rmse, last), align: 'right' },
    { title: 'MAE', value: ([, { mae }]) => priceText(mae, last), align: 'right' },
    { title: 'MASE', value: ([, { mase }]) => maseText(mase), align: 'right' },
    { title: 'sMAPE', value: ([, { smape }]) => formatPercent(smape), align: 'right' },
  ];
  const missing = score.missing > 0 ? `; ${score.missing} passed without a bar` : '';
  return [
    style.colors.bold(`Against what happened, on ${counted(score.values, 'bar')}${missing}`),
    renderTable(columns, Object.entries(score.models), style),
    ...(score.withInterval > 0 ? [`${score.inside} of ${score.withInterval} lay in their interval.`] : []),
  ];
}
