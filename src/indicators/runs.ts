import { valueAt } from './typed-array.ts';

/** Bars `start` to `end - 1`, all of them complete. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** The longest stretches of bars at which every column holds a finite number, in order. */
export function findRuns(columns: readonly Float64Array[], length: number): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let index = 0; index <= length; index++) {
    if (index < length && isComplete(columns, index)) continue;
    if (index > start) runs.push({ start, end: index });
    start = index + 1;
  }
  return runs;
}

function isComplete(columns: readonly Float64Array[], index: number): boolean {
  for (const column of columns) {
    if (!Number.isFinite(valueAt(column, index))) return false;
  }
  return true;
}
