import { scaleOf, ticksOver } from './ticks.ts';

interface XyPoint {
  readonly x: number;
  readonly y: number;
  /** Says what the point is, where its numbers do not. */
  readonly label?: string;
}

export interface XySeries {
  readonly name: string;
  readonly kind: 'line' | 'scatter' | 'both';
  readonly points: readonly XyPoint[];
  /** A colour of Mantine. */
  readonly colour?: string;
}

const margin = { top: 8, right: 20, bottom: 36, left: 68 };
const around = 0.04;

/** Where everything of a chart of x and y stands, in pixels. */
export function planOf(series: readonly XySeries[], width: number, height: number, mark: number | null) {
  const points = series.flatMap((each) => each.points);
  const xs = [...points.map(({ x }) => x), ...(mark === null ? [] : [mark])];
  const [left, right] = spanOf(xs);
  const xTicks = ticksOver(left, right, Math.max(2, Math.floor(width / 90))).filter(
    (tick) => tick >= left && tick <= right,
  );
  const yTicks = ticksOver(...spanOf(points.map(({ y }) => y)), Math.max(2, Math.floor(height / 50)));
  const [bottom, top] = [yTicks[0] ?? 0, yTicks.at(-1) ?? 1];
  const [x0, x1] = [margin.left, Math.max(margin.left + 1, width - margin.right)];
  const [y0, y1] = [height - margin.bottom, margin.top];
  return {
    ...{ xTicks, yTicks, x0, x1, y0, y1 },
    toX: scaleOf([left, right], [x0, x1]),
    toY: scaleOf([bottom, top], [y0, y1]),
  };
}

export type XyPlan = ReturnType<typeof planOf>;

function spanOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const spare = (most - least) * around || Math.abs(most) * around || 1;
  return [least - spare, most + spare];
}

export interface Pointed {
  readonly series: number;
  readonly point: number;
}

/** The point that is drawn nearest to a place, within 40 pixels. */
export function nearest(series: readonly XySeries[], plan: XyPlan, x: number, y: number): Pointed | null {
  let best: Pointed | null = null;
  let least = 40 ** 2;
  for (const [at, { points }] of series.entries())
    for (const [index, point] of points.entries()) {
      const away = (plan.toX(point.x) - x) ** 2 + (plan.toY(point.y) - y) ** 2;
      if (away < least) [least, best] = [away, { series: at, point: index }];
    }
  return best;
}

/** The point that an arrow key leads to: along its series, or to the next series. */
export function stepped(series: readonly XySeries[], at: Pointed | null, key: string): Pointed | null {
  const along = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const across = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (along === 0 && across === 0) return null;
  if (at === null) return series.some(({ points }) => points.length > 0) ? firstPoint(series) : null;
  const to = (at.series + across + series.length) % series.length;
  const points = series[to]?.points.length ?? 0;
  return points === 0 ? at : { series: to, point: Math.max(0, Math.min(points - 1, at.point + along)) };
}

function firstPoint(series: readonly XySeries[]): Pointed {
  return { series: series.findIndex(({ points }) => points.length > 0), point: 0 };
}
