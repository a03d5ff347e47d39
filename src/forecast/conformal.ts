import { maturedBefore, type Truth } from './truth.ts';

/**
 * Split conformal intervals. The score of an origin and step is the absolute error divided by the volatility before the
 * origin, so that calm and wild times can be compared; the half width of an interval is a quantile of these scores
 * times the volatility now. With n scores the quantile is the ⌈(n+1)·level⌉-th smallest, which makes the coverage at
 * least `level` for exchangeable scores whatever their distribution: Lei et al., "Distribution-Free Predictive
 * Inference for Regression" (2018), sections 2.2 and 5.2.
 */

/** The fewest scores an interval of a level can be made of. */
export function fewestScores(level: number): number {
  // Rounded, since .9/.1 is a hair above 9.
  return Math.ceil(Math.round((level / (1 - level)) * 1e9) / 1e9);
}

/** Half width in units of volatility; null where there are too few scores. */
function quantile(scores: readonly number[], level: number): number | null {
  const rank = Math.ceil(Math.round((scores.length + 1) * level * 1e9) / 1e9);
  if (rank < 1 || rank > scores.length) return null;
  return [...scores].sort((left, right) => left - right)[rank - 1] ?? null;
}

/** A path and what came, in the scale of the models. */
export interface Residuals {
  /** Absolute errors: one array per origin, one value per step. */
  readonly absolute: readonly Float64Array[];
}

/**
 * Half width per step of the horizon from the first `upTo` origins.
 * @param volatility at the time of the forecast
 */
export function halfWidths(
  { absolute }: Residuals,
  truth: Truth,
  level: number,
  upTo: number,
  volatility: number,
): (number | null)[] {
  return Array.from({ length: truth.horizon }, (_, step) => {
    const scores: number[] = [];
    for (let place = 0; place < upTo; place += 1) {
      const error = absolute[place]?.[step] ?? Number.NaN;
      const unit = truth.volatility[place] ?? 0;
      // Prices that stood still before the origin and moved after it: as far off as can be.
      scores.push(unit > 0 ? error / unit : error === 0 ? 0 : Number.MAX_VALUE);
    }
    const found = quantile(scores, level);
    if (found === null || found === Number.MAX_VALUE) return null;
    return found * volatility;
  });
}

/** How often intervals held that were made from what was known at each origin. */
export interface MeasuredCoverage {
  readonly level: number;
  /** Fraction of the values that came to lie in their interval; null where none could be checked. */
  readonly measured: number | null;
  /** Values checked, at so many origins. The values of one origin are not independent of each other. */
  readonly values: number;
  readonly origins: number;
  /** Fraction at the origins by the mean width; two standard errors of the mean over origins. */
  readonly uncertainty: number | null;
}

export function measureCoverage(residuals: Residuals, truth: Truth, level: number): MeasuredCoverage {
  const shares: number[] = [];
  let [inside, values] = [0, 0];
  for (const [place] of truth.origins.entries()) {
    const upTo = maturedBefore(truth, place);
    if (upTo < fewestScores(level)) continue;
    const widths = halfWidths(residuals, truth, level, upTo, truth.volatility[place] ?? 0);
    const errors = residuals.absolute[place] ?? new Float64Array();
    const checked = widths.flatMap((width, step) =>
      width === null ? [] : [(errors[step] ?? Number.NaN) <= width],
    );
    if (checked.length === 0) continue;
    const held = checked.filter(Boolean).length;
    inside += held;
    values += checked.length;
    shares.push(held / checked.length);
  }
  return {
    level,
    measured: values > 0 ? inside / values : null,
    values,
    origins: shares.length,
    uncertainty: twoStandardErrors(shares),
  };
}

function twoStandardErrors(shares: readonly number[]): number | null {
  if (shares.length < 2) return null;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return 2 * Math.sqrt(squares / (shares.length - 1) / shares.length);
}
