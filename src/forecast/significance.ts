import { exceedance } from './student-t.ts';

/** Below so many origins nothing is claimed. */
export const fewestForClaim = 10;

/**
 * One-sided test of Diebold and Mariano that a forecast loses less than another one, with the small-sample correction of
 * Harvey, Leybourne and Newbold (1997). Origins closer than the horizon share values, so autocovariances up to
 * `overlap` count.
 * @param gains loss of the other forecast minus loss of this one, per origin, ascending
 * @returns the chance of such gains if there is no difference; null where nothing can be said
 */
export function chanceOfGain(gains: readonly number[], overlap: number): number | null {
  const n = gains.length;
  const h = overlap + 1;
  if (n < fewestForClaim || h >= n) return null;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / n;
  const covariance = (lag: number): number => {
    let sum = 0;
    for (let at = lag; at < n; at += 1) sum += ((gains[at] ?? 0) - mean) * ((gains[at - lag] ?? 0) - mean);
    return sum / n;
  };
  let variance = covariance(0);
  for (let lag = 1; lag <= overlap; lag += 1) variance += 2 * covariance(lag);
  if (!(variance > 0)) return null;
  const correction = Math.sqrt((n + 1 - 2 * h + (h * (h - 1)) / n) / n);
  return exceedance((correction * mean) / Math.sqrt(variance / n), n - 1);
}

/** Holm's adjustment: of several models tried, one looks good by chance sooner. */
export function adjusted(chances: ReadonlyMap<string, number | null>): Map<string, number | null> {
  const known = [...chances].flatMap(([name, chance]) => (chance === null ? [] : [{ name, chance }]));
  known.sort((left, right) => left.chance - right.chance);
  const result = new Map<string, number | null>([...chances].map(([name]) => [name, null]));
  let most = 0;
  for (const [rank, { name, chance }] of known.entries()) {
    most = Math.max(most, Math.min(1, chance * (known.length - rank)));
    result.set(name, most);
  }
  return result;
}
