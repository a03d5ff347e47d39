import type { Specimen } from './number-format.ts';
import type { DateOrder } from './options.ts';
import { at, shown, unusable } from './problem.ts';
import { excelDay, orderedPair, parseWallTime } from './wall-time.ts';

/**
 * Whether day or month comes first in the dates of a file: one number above 12 tells.
 * @throws StockulaError SOURCE_UNUSABLE where two dates contradict each other, or none tells
 */
export function findDateOrder(dates: Iterable<Specimen>, place: string): DateOrder {
  let undecided: Specimen | null = null;
  let decided: { order: DateOrder; by: Specimen } | null = null;
  for (const date of dates) {
    const pair = orderedPair(date.text);
    if (pair === null) continue;
    const order = orderOf(pair);
    if (order === null) undecided ??= date;
    else if (decided === null) decided = { order, by: date };
    else if (decided.order !== order) throw mixedDates(date, place, decided.by);
  }
  if (decided) return decided.order;
  if (undecided) throw ambiguous(undecided, place);
  return 'ymd';
}

/** So many dates are looked at. */
const mostLookedAt = 100;

/**
 * Refuses a file in which no date can be read in the order that was said or found, where it shows in which it can.
 * @throws StockulaError SOURCE_UNUSABLE
 */
export function refuseOtherOrder(dates: Iterable<Specimen>, order: DateOrder, place: string): void {
  const some = [...dates].filter(({ text }) => text.trim() !== '').slice(0, mostLookedAt);
  const [first] = some;
  if (!first || some.some(({ text }) => parseWallTime(text, order) !== null)) return;
  const got = `${shown(first.text)} on ${at(place, first.line)}`;
  if (some.every(({ text }) => excelDay(text) !== null))
    throw unusable('dates', got, 'If that is how a spreadsheet counts days, say --dates excel.');
  const other = orders.find((each) => some.every(({ text }) => parseWallTime(text, each) !== null));
  if (other)
    throw unusable(`dates in the order of --dates ${order}`, got, `Leave it out, or say --dates ${other}.`);
}

const orders: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

function orderOf([first, second]: readonly [number, number]): DateOrder | null {
  if (first > 12 && second <= 12) return 'dmy';
  return second > 12 && first <= 12 ? 'mdy' : null;
}

/** Whether a date that cannot be read in the file's order can be in the other one. */
export function contradicts(text: string, order: DateOrder): boolean {
  const pair = orderedPair(text);
  const own = pair && orderOf(pair);
  return own !== null && own !== order;
}

export function mixedDates({ text, line }: Specimen, place: string, earlier?: Specimen): Error {
  const before = earlier ? `${shown(earlier.text)} on line ${earlier.line} and ` : '';
  return unusable(
    'day and month in one order throughout',
    `${before}${shown(text)} on ${at(place, line)}, which is in the other order`,
    'Export the dates as YYYY-MM-DD; if only this date is wrong, correct it or say --dates dmy or mdy.',
  );
}

function ambiguous({ text, line }: Specimen, place: string): Error {
  return unusable(
    'dates that can be read in one way',
    `${shown(text)} on ${at(place, line)}, and none before or after it that tells day from month`,
    'Say --dates dmy (02/03 is the second of March) or mdy (the third of February).',
  );
}
