/**
 * Perry Kaufman's efficiency ratio at a bar: |value − value `period` bars ago| by the sum of the moves between; 0 where
 * nothing moved. Added up afresh, so that a straight line is exactly 1. Smarter Trading (1995).
 */
export function efficiencyAt(values: Float64Array, index: number, period: number): number {
  let path = 0;
  for (let bar = index - period + 1; bar <= index; bar++) {
    path += Math.abs((values[bar] as number) - (values[bar - 1] as number));
  }
  return path === 0 ? 0 : Math.abs((values[index] as number) - (values[index - period] as number)) / path;
}
