import type { HeatMapInput } from '../output/charts/heat-map.ts';

/** A cell of a report's table. Numbers are shown with `decimals` of their column, and sorted as numbers. */
type Cell = string | number | null;

interface ReportColumn {
  readonly title: string;
  /** For numbers; by default up to 4. */
  readonly decimals?: number;
  /** Behind a number, such as `%`. */
  readonly unit?: string;
}

interface Line {
  readonly name: string;
  /** As long as `ts`; null where there is no value. */
  readonly values: readonly (number | null)[];
}

/** What happened at a bar, drawn over its chart. */
interface Mark {
  /** Epoch milliseconds of the bar. */
  readonly ts: number;
  readonly side: 'buy' | 'sell';
  readonly text: string;
}

interface Band {
  /** Probability that it covers, 0 to 1. */
  readonly level: number;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/**
 * One part of a report. It is data only, and plain text: whatever draws it escapes it. Times are epoch milliseconds,
 * ascending.
 */
export type ReportSection =
  | { readonly kind: 'text'; readonly title: string; readonly paragraphs: readonly string[] }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly columns: readonly ReportColumn[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | {
      readonly kind: 'lines';
      readonly title: string;
      readonly ts: readonly number[];
      readonly lines: readonly Line[];
      /** Filled down to zero, as a drawdown is. */
      readonly filled?: boolean;
      readonly unit?: string;
    }
  | {
      readonly kind: 'candles';
      readonly title: string;
      readonly ts: readonly number[];
      readonly open: readonly (number | null)[];
      readonly high: readonly (number | null)[];
      readonly low: readonly (number | null)[];
      readonly close: readonly (number | null)[];
      readonly volume?: readonly (number | null)[];
      /** Drawn over the candles. */
      readonly lines?: readonly Line[];
      readonly marks?: readonly Mark[];
    }
  | ({
      readonly kind: 'heatmap';
      readonly title: string;
    } & HeatMapInput)
  | {
      readonly kind: 'fan';
      readonly title: string;
      /** What is known. */
      readonly history: { readonly ts: readonly number[]; readonly values: readonly (number | null)[] };
      /** What is expected after it; `lines` may hold others to compare, such as the naive forecast. */
      readonly ts: readonly number[];
      readonly center: readonly (number | null)[];
      readonly bands: readonly Band[];
      readonly lines?: readonly Line[];
    };
