import { counted } from '../../domain/counted.ts';
import type { ForecastedBar, ForecastedSymbol } from '../../manager/forecast/forecasted-symbol.ts';
import { fanChart } from './charts/fan-chart.ts';
import { evaluationLines, testLines, trackRecordLines } from './forecast-evaluation.ts';
import { dash, formatLevel, formatMoney, formatPercent } from './numbers.ts';
import { priceText } from './price-text.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

const mostRows = 30;
const barsBeforeForecast = 4;
const dayMs = 86_400_000;

/** A forecast as people read it: headline, chart, prices, evaluation, notes. Ends with a newline. */
export function renderForecast(forecasted: ForecastedSymbol, quantity: number | null, style: Style): string {
  const { colors } = style;
  const { points, notes } = forecasted;
  const shown = points.length <= mostRows ? points : [...points.slice(0, mostRows - 1), ...points.slice(-1)];
  return [
    ...headline(forecasted, quantity, style),
    ...chart(forecasted, style),
    colors.bold('Price forecasts'),
    renderTable(columnsFor(forecasted), shown, style),
    ...(shown.length < points.length
      ? [
          colors.dim(
            `${points.length - shown.length} bars before the last one are left out; -o csv has them all.`,
          ),
        ]
      : []),
    '',
    ...testLines(forecasted, style),
    ...evaluationLines(forecasted, style),
    ...trackRecordLines(forecasted, style),
    ...notes.map((note) => colors.dim(`Note: ${note}`)),
    '',
  ].join('\n');
}

function headline(
  { symbol, interval, bars, from, asOf, last, points, model, members, level, id }: ForecastedSymbol,
  quantity: number | null,
  { colors }: Style,
): string[] {
  const end = points.at(-1);
  const change = end ? formatPercent((end.forecast / last - 1) * 100, { signed: true }) : dash;
  const range =
    end && end.lower !== null && end.upper !== null && level !== null
      ? `, with ${formatLevel(level)} % probability ${priceText(end.lower, last)} to ${priceText(end.upper, last)}`
      : '';
  const combined = members.length > 1 ? `mean of ${members.join(', ')}` : `${members.join()} alone`;
  const what = model === 'combination' ? combined : model;
  const holding =
    quantity === null || !end
      ? []
      : [
          `${counted(quantity, 'share')}: ${formatMoney(quantity * last)} now, ${formatMoney(quantity * end.forecast)} forecast`,
        ];
  return [
    '',
    `${colors.bold(symbol)}  ${colors.bold(priceText(last))}  ${dateOf(asOf, interval)}  →  ${colors.bold(priceText(end?.forecast, last))} (${change})  ${dateOf(end?.ts ?? asOf, interval)}${range}`,
    ...holding,
    colors.dim(
      `${what}; ${counted(bars, 'bar')} of ${interval}, ${dateOf(from, interval)} to ${dateOf(asOf, interval)}${id === null ? '' : `; kept as forecast ${id}`}`,
    ),
    '',
  ];
}

function chart({ history, points, level, paths, model }: ForecastedSymbol, style: Style): string[] {
  // Only a terminal shows a picture: other programs read the tables.
  if (!style.boxed || points.length < 2) return [];
  const before = Math.min(history.ts.length, Math.max(30, barsBeforeForecast * points.length));
  return [
    fanChart(
      {
        history: { ts: history.ts.slice(-before), values: history.closes.slice(-before) },
        ts: points.map(({ ts }) => ts),
        center: points.map(({ forecast }) => forecast),
        bands:
          level === null
            ? []
            : [{ level, lower: points.map(({ lower }) => lower), upper: points.map(({ upper }) => upper) }],
        ...(model !== 'naive' && { lines: [{ name: 'naive', values: paths.naive ?? [] }] }),
      },
      style,
    ),
  ];
}

function columnsFor({ interval, last, level, test }: ForecastedSymbol): Column<ForecastedBar>[] {
  const percent = level === null ? '' : `${formatLevel(level)} % `;
  const columns: Column<ForecastedBar>[] = [
    { title: interval === '1d' ? 'Session' : 'Bar', value: ({ ts }) => dateOf(ts, interval), whole: true },
    { title: 'Forecast', value: ({ forecast }) => priceText(forecast, last), align: 'right' },
    {
      title: 'Return',
      value: ({ forecast }) => formatPercent((forecast / last - 1) * 100, { signed: true }),
      align: 'right',
    },
    { title: `${percent}from`, value: ({ lower }) => priceText(lower, last), align: 'right' },
    { title: 'to', value: ({ upper }) => priceText(upper, last), align: 'right' },
    { title: 'Naive', value: ({ naive }) => priceText(naive, last), align: 'right' },
  ];
  return test === null
    ? columns
    : [...columns, { title: 'Actual', value: ({ actual }) => priceText(actual, last), align: 'right' }];
}

function dateOf(ms: number, interval: string): string {
  const text = new Date(ms).toISOString();
  const isIntraday = /[mh]$/.test(interval) && ms % dayMs !== 0;
  return isIntraday ? `${text.slice(0, 16).replace('T', ' ')} UTC` : text.slice(0, 10);
}
