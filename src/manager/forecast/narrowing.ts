import type { ForecastedBar } from './forecasted-symbol.ts';

/** Says why an interval is narrower than one nearer by, which looks like a mistake and is none. */
export function narrowingNote(points: readonly Pick<ForecastedBar, 'lower' | 'upper'>[]): string[] {
  let widest = 0;
  for (const { lower, upper } of points) {
    if (lower === null || upper === null) continue;
    if (upper - lower < widest) {
      return [
        'Some intervals are narrower than those of bars before them: each is made of the errors at its own distance, and ' +
          'these are few.',
      ];
    }
    widest = upper - lower;
  }
  return [];
}
