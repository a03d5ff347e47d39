import type { Plot } from './plot.ts';
import { lastNotAfter } from './series-data.ts';

type Move = (plot: Plot, cursor: number | null) => void;

/** What keys do in a chart; the cursor is the time of the cross hair, epoch milliseconds. */
const moves: Record<string, Move> = {
  ArrowLeft: (plot, cursor) => step(plot, cursor, -1),
  ArrowRight: (plot, cursor) => step(plot, cursor, 1),
  PageUp: (plot, cursor) => step(plot, cursor, -20),
  PageDown: (plot, cursor) => step(plot, cursor, 20),
  Home: (plot) => step(plot, null, Number.NEGATIVE_INFINITY),
  End: (plot) => step(plot, null, Number.POSITIVE_INFINITY),
  '+': (plot) => zoom(plot, 0.8),
  '=': (plot) => zoom(plot, 0.8),
  '-': (plot) => zoom(plot, 1.25),
  '0': (plot) => plot.chart.timeScale().fitContent(),
};

/** Moves as the key says. @returns whether it says anything */
export function moveByKey(plot: Plot, key: string, cursor: number | null): boolean {
  const move = moves[key];
  move?.(plot, cursor);
  return move !== undefined;
}

/** Moves the cross hair by bars, and what is shown as far as the cross hair needs. */
function step(plot: Plot, cursor: number | null, bars: number): void {
  const times = plot.times();
  const scale = plot.chart.timeScale();
  const range = scale.getVisibleLogicalRange();
  if (times.length === 0 || !range) return;
  const last = times.length - 1;
  const from = cursor === null ? Math.min(last, Math.floor(range.to)) : lastNotAfter(times, cursor);
  const to = Math.max(0, Math.min(last, from + bars));
  // Without a cross hair the first key only brings it.
  const at = cursor === null && Number.isFinite(bars) ? Math.max(0, from) : to;
  const left = Math.min(0, at - range.from) + Math.max(0, at - range.to);
  if (left !== 0) scale.setVisibleLogicalRange({ from: range.from + left, to: range.to + left });
  plot.pointAt(times[at] as number);
}

function zoom(plot: Plot, factor: number): void {
  const scale = plot.chart.timeScale();
  const range = scale.getVisibleLogicalRange();
  if (!range) return;
  const [middle, half] = [(range.from + range.to) / 2, ((range.to - range.from) / 2) * factor];
  if (half >= 2) scale.setVisibleLogicalRange({ from: middle - half, to: middle + half });
}
