import { counted } from '../../domain/counted.ts';
import type { ForecastedSymbol, TestScore } from '../../manager/forecast/forecasted-symbol.ts';
import { dash, formatDecimal, formatLevel, formatPercent } from './numbers.ts';
import { priceText } from './price-text.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

type ModelScore = ForecastedSymbol['evaluation']['scores'][number];
type TrackRecords = NonNullable<ForecastedSymbol['trackRecord']>;
type TrackRecord = TrackRecords['models'][number];

/** MASE, and a tick where it is below 1: better than the naive forecast of one bar ahead was before. */
export const maseText = (mase: number | null): string =>
  mase === null ? dash : `${formatDecimal(mase, 3)} ${mase < 1 ? '✓' : ' '}`;

/** How the models did at the origins, and whether that is any good. */
export function evaluationLines(
  { evaluation, coverage, model, horizon, last }: ForecastedSymbol,
  style: Style,
): string[] {
  const { colors } = style;
  const { scores, origins, step, verdict, nothingBeatsNaive } = evaluation;
  if (origins === 0) return [colors.yellow(verdict), ''];
  const columns: Column<ModelScore>[] = [
    { title: 'Model', value: (score) => `${score.model}${score.model === model ? ' *' : ''}` },
    { title: 'RMSE', value: ({ rmse }) => priceText(rmse, last), align: 'right' },
    { title: 'MAE', value: ({ mae }) => priceText(mae, last), align: 'right' },
    { title: 'MASE', value: ({ mase }) => maseText(mase), align: 'right' },
    { title: 'sMAPE', value: ({ smape }) => formatPercent(smape), align: 'right' },
    {
      title: 'MAE to naive',
      value: ({ relativeToNaive }) => formatDecimal(relativeToNaive, 3),
      align: 'right',
    },
    {
      title: 'p',
      value: (score) => (score.chance === null ? dash : formatDecimal(score.chance, 3)),
      align: 'right',
    },
  ];
  return [
    colors.bold('Evaluation'),
    colors.dim(
      `${counted(origins, 'origin')}, ${counted(step, 'bar')} apart, ${counted(horizon, 'bar')} ahead of each; * is the forecast above`,
    ),
    renderTable(columns, scores, style),
    nothingBeatsNaive ? colors.yellow(verdict) : colors.green(verdict),
    ...coverageLine(coverage),
    '',
  ];
}

/** How often intervals held; none where that could not be measured. */
export function coverageLine(coverage: ForecastedSymbol['coverage']): string[] {
  if (coverage === null || coverage.measured === null) return [];
  const { level, measured, values, origins, uncertainty } = coverage;
  const margin = uncertainty === null ? '' : ` ± ${formatDecimal(uncertainty * 100, 1)}`;
  return [
    `Intervals of ${formatLevel(level)} % held ${formatDecimal(measured * 100, 1)}${margin} % of ${counted(values, 'value')} at ${counted(origins, 'origin')} that had no part in making them.`,
  ];
}

/** The test period, where there is one. */
export function testLines({ test, model, level, last }: ForecastedSymbol, style: Style): string[] {
  if (test === null) return [];
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const columns: Column<TestScore>[] = [
    { title: 'Model', value: (score) => `${score.model}${score.model === model ? ' *' : ''}` },
    { title: 'RMSE', value: ({ rmse }) => priceText(rmse, last), align: 'right' },
    { title: 'MAE', value: ({ mae }) => priceText(mae, last), align: 'right' },
    { title: 'MASE', value: ({ mase }) => maseText(mase), align: 'right' },
    { title: 'sMAPE', value: ({ smape }) => formatPercent(smape), align: 'right' },
  ];
  const held =
    level === null || test.withInterval === 0
      ? []
      : [
          `${test.inside} of ${counted(test.withInterval, 'value')} lay in their ${formatLevel(level)} % interval. They are not independent of each other.`,
        ];
  return [
    style.colors.bold(`Test period ${day(test.from)} to ${day(test.to)}`),
    style.colors.dim(
      `${counted(test.values, 'bar')}, one forecast: a difference to naive may well be chance`,
    ),
    renderTable(columns, test.scores, style),
    ...held,
    '',
  ];
}

/** What earlier forecasts were worth, where some have a score. */
export function trackRecordLines({ trackRecord }: ForecastedSymbol, style: Style): string[] {
  return trackRecord === null
    ? []
    : [style.colors.bold('Earlier forecasts'), ...recordLines(trackRecord, style), ''];
}

/** What kept forecasts were worth. Ends with a newline. */
export function renderTrackRecords(trackRecord: TrackRecords | null, style: Style): string {
  return trackRecord === null
    ? 'No forecast has a score yet.\n'
    : `${recordLines(trackRecord, style).join('\n')}\n`;
}

function recordLines(
  { models, forecasts, inside, withInterval, level }: TrackRecords,
  style: Style,
): string[] {
  const columns: Column<TrackRecord>[] = [
    { title: 'Model', value: ({ model }) => model },
    { title: 'Forecasts', value: (record) => String(record.forecasts), align: 'right' },
    { title: 'Bars', value: ({ values }) => String(values), align: 'right' },
    { title: 'MASE', value: ({ mase }) => maseText(mase), align: 'right' },
    { title: 'sMAPE', value: ({ smape }) => formatPercent(smape), align: 'right' },
    { title: 'to naive', value: ({ relativeToNaive }) => formatDecimal(relativeToNaive, 3), align: 'right' },
  ];
  const of = level === null ? '' : ` of ${formatLevel(level)} %`;
  return [
    renderTable(columns, models, style),
    `${counted(forecasts, 'forecast')} scored so far${withInterval > 0 ? `; intervals${of} held ${inside} of ${counted(withInterval, 'value')}` : ''}.`,
  ];
}
