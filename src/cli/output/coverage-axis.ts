import { dayOf, dayText, partsOf } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import type { Day } from '../../domain/nominal.ts';

interface Step {
  readonly months: number;
  readonly label: (day: Day) => string;
}

const month: Step['label'] = (day) => dayText(day).slice(0, 7);
const year: Step['label'] = (day) => dayText(day).slice(0, 4);

/** From fine to coarse; the first one whose labels have room is taken. */
const steps: readonly Step[] = [
  ...[1, 3, 6].map((months) => ({ months, label: month })),
  ...[1, 2, 5, 10, 20].map((years) => ({ months: 12 * years, label: year })),
];

/** First days of months or years, each with its place among `cells` cells of equal length. */
function ticks({ from, to }: DayRange, cells: number, step: Step): { at: number; label: string }[] {
  const start = partsOf(from);
  const first = Math.ceil((start.year * 12 + start.month - 1 + (start.date > 1 ? 1 : 0)) / step.months);
  const found: { at: number; label: string }[] = [];
  for (let count = first; ; count += 1) {
    const day = dayOf(Math.floor((count * step.months) / 12), ((count * step.months) % 12) + 1, 1);
    if (day >= to) return found;
    found.push({ at: Math.floor(((day - from) * cells) / (to - from)), label: step.label(day) });
  }
}

function fits(marks: readonly { at: number; label: string }[]): boolean {
  return marks.every(({ at, label }, index) => {
    const next = marks[index + 1];
    return next === undefined || next.at - at > label.length + 1;
  });
}

/** Years or months over the cells of a picture; the first day of it where there is neither. */
export function coverageAxis(range: DayRange, cells: number): string {
  const step = steps.find((candidate) => fits(ticks(range, cells, candidate))) ?? steps.at(-1);
  const marks = step ? ticks(range, cells, step) : [];
  let line = '';
  for (const { at, label } of marks.length > 0 ? marks : [{ at: 0, label: dayText(range.from) }]) {
    if (at + label.length <= cells) line = line.padEnd(at) + label;
  }
  return line;
}
