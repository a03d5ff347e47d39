import { type Interval, intervals } from '../../domain/interval.ts';
import { microsPerDay } from './wall-time.ts';

/** Of all steps, so many must be the commonest one. */
const share = 0.5;

/** Days between bars → interval; months and quarters differ in length. */
const longer: readonly (readonly [number, number, Interval])[] = [
  [1, 1, '1d'],
  [5, 5, '5d'],
  [7, 7, '1wk'],
  [28, 31, '1mo'],
  [89, 92, '3mo'],
];

function intervalOfStep(micros: number): Interval | null {
  const days = micros / microsPerDay;
  const long = longer.find(([from, to]) => days >= from && days <= to);
  if (long) return long[2];
  const short = Object.entries(intervals).find(([, ms]) => ms * 1_000 === micros && days < 1);
  return (short?.[0] as Interval | undefined) ?? null;
}

/** Weekends and holidays lie between daily bars: such steps say nothing for or against them. */
function isLeap(micros: number): boolean {
  const days = Math.abs(micros) / microsPerDay;
  return days >= 2 && days <= 4;
}

/** The interval of bars from the steps between their starts, microseconds; null where none is the commonest by far. */
export function intervalOfSteps(steps: readonly number[]): Interval | null {
  const counts = new Map<Interval | null, number>();
  const telling = steps.filter((step) => !isLeap(step));
  for (const step of telling) {
    const interval = intervalOfStep(Math.abs(step));
    counts.set(interval, (counts.get(interval) ?? 0) + 1);
  }
  const [commonest] = [...counts].sort(([, one], [, other]) => other - one);
  return commonest && commonest[1] > telling.length * share ? commonest[0] : null;
}
