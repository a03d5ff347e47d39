interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Where a function that is below zero at `low` and above it at `high` crosses zero. Each round takes the secant's
 * point and then halves what is left, so that a piecewise linear function is solved in a few rounds and any other as
 * surely as by bisection.
 */
export function crossing(value: (x: number) => number, low: number, high: number): number {
  let left: Point = { x: low, y: value(low) };
  let right: Point = { x: high, y: value(high) };
  const near = 1e-16 * (right.y - left.y);
  const narrow = (x: number): void => {
    if (!(x > left.x && x < right.x)) return;
    const y = value(x);
    if (y < 0) left = { x, y };
    else right = { x, y };
  };
  for (let round = 0; round < 100; round++) {
    narrow(left.x - (left.y * (right.x - left.x)) / (right.y - left.y));
    if (Math.min(-left.y, right.y) <= near) break;
    narrow(left.x + (right.x - left.x) / 2);
    if (right.x - left.x <= 1e-15 * Math.max(Math.abs(left.x), Math.abs(right.x))) break;
  }
  return -left.y < right.y ? left.x : right.x;
}
