/** Round numbers that span `least` to `most`, about `count` of them, from below the first to above the last. */
export function ticksOver(least: number, most: number, count: number): number[] {
  const span = most - least || Math.abs(most) || 1;
  const step = roundStep(span / Math.max(1, count));
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step));
  // Multiplied anew for each, so that no error of addition grows.
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10;
  return digit * power;
}

/** A function from values to pixels. */
export function scaleOf(from: readonly [number, number], to: readonly [number, number]) {
  const ratio = (to[1] - to[0]) / (from[1] - from[0] || 1);
  return (value: number): number => to[0] + (value - from[0]) * ratio;
}
