/** How values are written: `percent` takes fractions, 0.05 is 5 %. */
export type ChartFormat = 'price' | 'percent' | 'volume' | 'number';

export interface ChartPoint {
  /** Epoch milliseconds, ascending within a series. */
  readonly time: number;
  /** null: nothing is known of that time. */
  readonly value: number | null;
}

interface Placed {
  /** Names the series for the reader; unique within its chart. */
  readonly name: string;
  /** 0: the pane at the top. */
  readonly pane?: number;
  readonly format?: ChartFormat;
}

/** A line of values over time. */
export interface ChartSeries extends Placed {
  readonly kind: 'line' | 'area' | 'baseline' | 'histogram';
  readonly points: readonly ChartPoint[];
  /** A colour of Mantine, with or without shade: `blue`, `red.6`. */
  readonly colour?: string;
  /** On a scale of its own in the lowest fifth of its pane, as volume is. */
  readonly underneath?: boolean;
  /** Lines only. */
  readonly dashed?: boolean;
}

/** Bars by column, all of the same length; times are epoch milliseconds, ascending. */
interface BarColumns {
  readonly time: readonly number[];
  readonly open: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly close: readonly (number | null)[];
}

export interface CandleSeries extends Placed {
  readonly kind: 'candles';
  readonly bars: BarColumns;
}

export type AnySeries = ChartSeries | CandleSeries;

/** The area between two lines, as intervals of forecasts are. */
export interface ChartBand {
  readonly name: string;
  readonly points: readonly {
    readonly time: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
  readonly colour?: string;
  /** 0 to 1; bands that lie in each other are each drawn over the wider one. */
  readonly opacity?: number;
}

/** Something that happened at a time: a trade, a dividend, a split. */
export interface ChartMark {
  readonly time: number;
  /** Written beside the mark; empty where it would hide what it marks. */
  readonly text: string;
  /** What the legend says when the cross hair is there; `text` where it is missing. */
  readonly detail?: string;
  readonly shape: 'circle' | 'square' | 'arrowUp' | 'arrowDown';
  readonly position: 'aboveBar' | 'belowBar' | 'inBar';
  readonly colour: string;
}

/** What of the time axis is shown. It is set anew when `key` changes, and else left to the reader. */
export interface ChartView {
  readonly key: string;
  /** Epoch milliseconds; everything there is, where they are missing. */
  readonly from?: number;
  readonly to?: number;
}

export interface TimeChartProps {
  /** What the chart shows, for those who cannot see it. */
  readonly label: string;
  /** In pixels. */
  readonly height: number;
  readonly series: readonly AnySeries[];
  /** On the first series. */
  readonly marks?: readonly ChartMark[];
  readonly bands?: readonly ChartBand[];
  readonly logarithmic?: boolean;
  readonly view?: ChartView;
  /** The time under the cross hair, epoch milliseconds; null: it is elsewhere. */
  readonly onHover?: (time: number | null) => void;
  /** What the reader moved to, once at rest; epoch milliseconds. */
  readonly onView?: (from: number, to: number) => void;
  /** The reader comes near the oldest bar. */
  readonly onNeedOlder?: () => void;
}
