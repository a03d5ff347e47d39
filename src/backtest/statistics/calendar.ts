import { type Interval, isIntraday } from '../../domain/interval.ts';
import { priceAt } from '../price-at.ts';

export const dayMs = 86_400_000;

/** How often a year has the periods that returns are measured over, and which period a bar belongs to. */
export interface ReturnPeriods {
  readonly perYear: number;
  readonly periodOf: (ts: number) => number;
}

const monthOf = (ts: number) => {
  const date = new Date(ts);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
// 1970-01-01 was a Thursday; weeks begin on Monday.
const weekOf = (ts: number) => Math.floor((ts / dayMs + 3) / 7);
const dayOf = (ts: number) => Math.floor(ts / dayMs);

/**
 * The periods of an interval: months and quarters for such bars, weeks for weekly ones, and days for daily and
 * intraday ones. A year has 252 days, or 365 where instruments trade at weekends: where more than 0.6 of the part
 * that weekends have in the calendar is there in the bars.
 */
export function returnPeriods(interval: Interval, ts: Float64Array): ReturnPeriods {
  if (interval === '1wk') return { perYear: 52, periodOf: weekOf };
  if (interval === '1mo') return { perYear: 12, periodOf: monthOf };
  if (interval === '3mo') return { perYear: 4, periodOf: (at) => Math.floor(monthOf(at) / 3) };
  if (interval === '5d') return { perYear: 252 / 5, periodOf: (at) => at };
  let weekends = 0;
  for (const at of ts) if ((dayOf(at) + 3) % 7 >= 5) weekends++;
  const tradesAtWeekends = weekends / ts.length > (2 / 7) * 0.6;
  return { perYear: tradesAtWeekends ? 365 : 252, periodOf: dayOf };
}

/** The distance of the last bars, milliseconds: the median over the last 100. */
function medianStep(ts: Float64Array): number {
  const latest = ts.subarray(-100);
  const steps = Float64Array.from(latest.subarray(1), (at, index) => at - priceAt(latest, index)).sort();
  const middle = steps.length >> 1;
  if (steps.length % 2 === 1) return priceAt(steps, middle);
  return (priceAt(steps, middle - 1) + priceAt(steps, middle)) / 2;
}

const units = [dayMs, 3_600_000, 60_000, 1000, 1];

/** Rounds a duration in milliseconds up to whole days, hours, minutes …, as the bars are dated, and gives it in days. */
export function durationRounder(ts: Float64Array): (ms: number) => number {
  const step = ts.length < 2 ? dayMs : medianStep(ts);
  const unit = units.find((each) => step % each === 0) ?? 1;
  return (ms) => (Math.ceil(ms / unit) * unit) / dayMs;
}

/** ISO date, with the time for intraday bars. */
export function timeText(ts: number, interval: Interval): string {
  const text = new Date(ts).toISOString();
  return isIntraday(interval) ? text.replace('.000Z', 'Z') : text.slice(0, 10);
}
