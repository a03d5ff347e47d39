/** Working columns that a calculation is done with. The collector may take them. */
const idle: WeakRef<Float64Array>[] = [];
const mostIdle = 8;

/**
 * A working column, with whatever the last calculation left in it. Fresh memory for a million bars costs as much as
 * calculating with it, so it is used again.
 */
export function borrowColumn(length: number): Float64Array {
  const at = idle.findIndex((column) => (column.deref()?.length ?? 0) >= length);
  const [found] = at < 0 ? [] : idle.splice(at, 1);
  return found?.deref()?.subarray(0, length) ?? new Float64Array(length);
}

/** Takes a borrowed column back; it must not be used after. */
export function returnColumn(column: Float64Array): void {
  if (idle.length === mostIdle) idle.shift();
  idle.push(new WeakRef(new Float64Array(column.buffer)));
}
