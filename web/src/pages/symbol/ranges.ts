import type { ChartView } from '../../charts/time-chart.tsx';

export const ranges = ['1M', '6M', 'YTD', '1Y', '5Y', 'All'] as const;

const months: Record<string, number> = { '1M': 1, '6M': 6, '1Y': 12, '5Y': 60 };

/** Where a range begins that ends at `lastMs`; null: with the first bar. Epoch milliseconds. */
function startOfRange(range: string, lastMs: number): number | null {
  const last = new Date(lastMs);
  if (range === 'YTD') return Date.UTC(last.getUTCFullYear(), 0, 1);
  const back = months[range];
  if (back === undefined) return null;
  const start = new Date(lastMs);
  start.setUTCMonth(start.getUTCMonth() - back);
  // From the 31st, a month back is the end of the shorter month and not the beginning of the next.
  if (start.getUTCDate() !== last.getUTCDate()) start.setUTCDate(0);
  return start.getTime();
}

interface ViewQuestion {
  readonly range: string;
  readonly from: string;
  readonly to: string;
}

/** What of the bars is to be shown; null of `from`: everything. */
export function askedSpan(
  { range, from, to }: ViewQuestion,
  lastMs: number,
): { from: number | null; to: number } {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  if (Number.isFinite(first) && Number.isFinite(last)) return { from: first, to: last };
  return { from: startOfRange(range, lastMs), to: lastMs };
}

/** A view of the chart for a span; it is set anew when `key` changes. */
export function viewOf(key: string, { from, to }: { from: number | null; to: number }): ChartView {
  return from === null ? { key } : { key, from, to };
}

/** A time as an address has it: only the date of bars of days and longer. */
export function timeInAddress(timeMs: number): string {
  const text = new Date(timeMs).toISOString();
  return timeMs % 86_400_000 === 0 ? text.slice(0, 10) : text.replace(/:\d\d\.\d+Z$/, 'Z');
}
