import { median } from './median.ts';

// Databases of the older application do not say whether dividends are adjusted for splits. What it fetched itself is;
// what was loaded into it in another way may be as it was paid. The amounts tell: what is paid per share falls by the
// ratio at a split, what is adjusted goes on as before.

interface Paid {
  readonly ts: number;
  readonly amount: number;
  readonly basis: 'raw' | 'split';
  /** NaN where it is not known: then now. */
  readonly fetchedAt: number;
}

interface Split {
  readonly ts: number;
  readonly ratio: number;
}

/** A smaller split does not stand out from a raise. */
const smallestRatio = Math.log(1.4);
/** Dividends on each side of a split: a special one among them does not move their median. */
const perSide = 4;
/** What was paid longer ago says nothing of the level at the split: milliseconds. */
const nearMs = 550 * 86_400_000;
/** The share of the ratio by which amounts fell: below the first they are adjusted, above the second as paid. */
const [adjusted, asPaid] = [0.35, 0.65];

/**
 * Whether dividends that are said to be adjusted for splits are as they were paid: where amounts fall by the ratio at
 * one split at least, and at no split go on as if adjusted. Where nothing tells, they are what they are said to be.
 */
export function areAsPaid(dividends: readonly Paid[], splits: readonly Split[]): boolean {
  const said = dividends.filter(({ basis }) => basis === 'split').sort((one, other) => one.ts - other.ts);
  const falls = splits.map((split) => fallAt(split, said)).filter((fall) => fall !== null);
  return falls.some((fall) => fall > asPaid) && !falls.some((fall) => fall < adjusted);
}

/** By how much amounts fell at a split: 0 not at all, 1 by its ratio; null where that cannot be told. */
function fallAt({ ts, ratio }: Split, dividends: readonly Paid[]): number | null {
  if (!(Math.abs(Math.log(ratio)) >= smallestRatio)) return null;
  // Fetched before the split, a dividend is not adjusted for it either way.
  const near = dividends.filter(
    (paid) => Math.abs(paid.ts - ts) < nearMs && !(paid.fetchedAt < ts) && paid.amount > 0,
  );
  const before = near.filter((paid) => paid.ts < ts).slice(-perSide);
  const after = near.filter((paid) => paid.ts >= ts).slice(0, perSide);
  if (before.length === 0 || after.length === 0) return null;
  const level = (side: readonly Paid[]): number => Math.log(median(side.map(({ amount }) => amount)));
  return (level(before) - level(after)) / Math.log(ratio);
}
