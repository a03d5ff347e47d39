/** Bars `start` to `end - 1`, all of them complete. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** The longest stretches of bars at which every column holds a finite number, in order. */
export function findRuns(columns: readonly Float64Array[], length: number): Run[] {
  if (columns.every((column) => isFiniteThroughout(column, length))) {
    return length === 0 ? [] : [{ start: 0, end: length }];
  }
  const runs: Run[] = [];
  let start = 0;
  for (let index = 0; index <= length; index++) {
    if (index < length && isComplete(columns, index)) continue;
    if (index > start) runs.push({ start, end: index });
    start = index + 1;
  }
  return runs;
}

/**
 * Any number less itself is 0, but NaN and infinity less themselves are NaN, and so is then the sum: one test for
 * four bars, since this is asked of every column before anything is calculated.
 */
function isFiniteThroughout(column: Float64Array, length: number): boolean {
  let index = 0;
  for (; index + 3 < length; index += 4) {
    const a = column[index] as number;
    const b = column[index + 1] as number;
    const c = column[index + 2] as number;
    const d = column[index + 3] as number;
    if (a - a + (b - b) + (c - c) + (d - d) !== 0) return false;
  }
  for (; index < length; index++) {
    if (!Number.isFinite(column[index])) return false;
  }
  return true;
}

function isComplete(columns: readonly Float64Array[], index: number): boolean {
  for (const column of columns) {
    if (!Number.isFinite(column[index])) return false;
  }
  return true;
}
