import { type ChartOptions, CrosshairMode, type DeepPartial, LineStyle } from 'lightweight-charts';
import { timeText } from './formats.ts';
import type { Inks } from './inks.ts';

export const chartOptions: DeepPartial<ChartOptions> = {
  autoSize: true,
  // The logo brings a style element, which the policy of the page does not allow: the foot of the chart has the notice.
  layout: { attributionLogo: false },
  crosshair: {
    mode: CrosshairMode.Normal,
    vertLine: { style: LineStyle.Dotted },
    horzLine: { style: LineStyle.Dotted },
  },
  // The wheel moves the page until the reader is in the chart; a finger that moves up or down always does.
  handleScroll: { mouseWheel: false, vertTouchDrag: false },
  handleScale: { mouseWheel: false },
  localization: { locale: 'en-GB', timeFormatter: (time: unknown) => timeText(Number(time) * 1000) },
  rightPriceScale: { scaleMargins: { top: 0.08, bottom: 0.08 }, entireTextOnly: true },
  timeScale: {
    minBarSpacing: 0.005,
    rightOffsetPixels: 8,
    lockVisibleTimeRangeOnResize: true,
    timeVisible: true,
    secondsVisible: false,
    // Bars that are denser than pixels are drawn as one.
    enableConflation: true,
    conflationThresholdFactor: 4,
    precomputeConflationOnInit: true,
  },
};

export function themeOptions({ text, grid, border, fontFamily }: Inks): DeepPartial<ChartOptions> {
  return {
    layout: {
      background: { color: 'transparent' },
      textColor: text,
      fontFamily,
      panes: { separatorColor: border },
    },
    grid: { vertLines: { color: grid }, horzLines: { color: grid } },
    crosshair: { vertLine: { color: text }, horzLine: { color: text } },
    rightPriceScale: { borderColor: border },
    timeScale: { borderColor: border },
  };
}

/** Whether the wheel moves and zooms the chart. */
export function wheelOptions(isOn: boolean): DeepPartial<ChartOptions> {
  return { handleScroll: { mouseWheel: isOn, vertTouchDrag: false }, handleScale: { mouseWheel: isOn } };
}
