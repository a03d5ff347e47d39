import { counted } from '../../domain/counted.ts';
import { StockulaError } from '../../domain/errors.ts';

/** Bars `first` to `last`, both included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** Where parameters are chosen, and the bars right after it where they are tried. */
export interface WalkWindow {
  readonly inSample: Stretch;
  readonly outOfSample: Stretch;
}

export interface WalkSettings {
  /** Bars in which parameters are chosen; the first window's, where windows are anchored. */
  readonly inSampleBars: number;
  /** Bars in which they are then used. */
  readonly outOfSampleBars: number;
  /** Whether each window begins with the first bar and grows, rather than moving along. */
  readonly anchored: boolean;
}

/**
 * The windows of a walk forward over bars `first` to `last`. The stretches out of sample follow each other without a
 * gap; the last one may be shorter.
 * @throws StockulaError USAGE where not even one fits
 */
export function walkWindows({ first, last }: Stretch, settings: WalkSettings): readonly WalkWindow[] {
  const { inSampleBars, outOfSampleBars, anchored } = settings;
  const windows: WalkWindow[] = [];
  for (let from = first + inSampleBars; from <= last; from += outOfSampleBars) {
    windows.push({
      inSample: { first: anchored ? first : from - inSampleBars, last: from - 1 },
      outOfSample: { first: from, last: Math.min(last, from + outOfSampleBars - 1) },
    });
  }
  if (windows.length > 0) return windows;
  throw new StockulaError('USAGE', {
    expected: `more than the ${counted(inSampleBars, 'bar')} that a walk forward needs to choose parameters in`,
    got: counted(Math.max(0, last - first + 1), 'bar'),
    remedy: 'Ask for a longer range, or for shorter windows.',
  });
}
