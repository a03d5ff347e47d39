import { alpha } from '@mantine/core';
import {
  AreaSeries,
  BaselineSeries,
  CandlestickSeries,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type SeriesType,
} from 'lightweight-charts';
import { BandSeries } from './band-series.ts';
import { decimalsOf, greatestOf, writerOfSeries } from './formats.ts';
import type { Inks } from './inks.ts';
import type { Drawn } from './series-data.ts';

const definitions = {
  line: LineSeries,
  area: AreaSeries,
  baseline: BaselineSeries,
  histogram: HistogramSeries,
  candles: CandlestickSeries,
};

const plain = { priceLineVisible: false, lastValueVisible: false };

/** Puts a series without its data into a chart. */
export function addSeriesTo(chart: IChartApi, drawn: Drawn): ISeriesApi<SeriesType> {
  if (drawn.kind === 'band')
    return chart.addCustomSeries(new BandSeries(), { ...plain, opacity: drawn.opacity ?? 0.2 }) as never;
  const isUnderneath = drawn.kind !== 'candles' && drawn.underneath === true;
  const api = chart.addSeries(
    definitions[drawn.kind],
    { ...plain, ...(isUnderneath && { priceScaleId: `underneath ${drawn.name}` }) },
    drawn.pane ?? 0,
  );
  if (isUnderneath) api.priceScale().applyOptions({ scaleMargins: { top: 0.8, bottom: 0 } });
  return api as ISeriesApi<SeriesType>;
}

/** Colours and format of a series; `index` chooses a colour where it names none. */
export function seriesOptions(drawn: Drawn, index: number, inks: Inks): object {
  if (drawn.kind === 'band') return { color: inks.colour(drawn.colour, index) };
  return { ...priceFormat(drawn), ...strokes(drawn, index, inks) };
}

function priceFormat(drawn: Exclude<Drawn, { kind: 'band' }>): object {
  const minMove = drawn.format === 'percent' ? 0.0001 : 10 ** -decimalsOf(greatestOf(drawn));
  return { priceFormat: { type: 'custom', minMove, formatter: writerOfSeries(drawn) } };
}

function strokes(drawn: Exclude<Drawn, { kind: 'band' }>, index: number, inks: Inks): object {
  if (drawn.kind === 'candles')
    return {
      ...{ upColor: inks.up, downColor: inks.down, wickUpColor: inks.up, wickDownColor: inks.down },
      borderVisible: false,
    };
  const color = inks.colour(drawn.colour, index);
  if (drawn.kind === 'line') return { color, lineWidth: 2, lineStyle: drawn.dashed ? 2 : 0 };
  if (drawn.kind === 'histogram') return { color: alpha(color, drawn.underneath ? 0.4 : 0.8) };
  if (drawn.kind === 'area')
    return { lineColor: color, lineWidth: 2, topColor: alpha(color, 0.3), bottomColor: alpha(color, 0.03) };
  const [up, down] = drawn.colour === undefined ? [inks.up, inks.down] : [color, color];
  return {
    baseValue: { type: 'price', price: 0 },
    ...{ topLineColor: up, topFillColor1: alpha(up, 0.35), topFillColor2: alpha(up, 0.05) },
    ...{ bottomLineColor: down, bottomFillColor1: alpha(down, 0.05), bottomFillColor2: alpha(down, 0.35) },
    lineWidth: 1,
  };
}
