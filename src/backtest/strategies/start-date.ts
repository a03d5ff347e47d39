const dayMs = 86_400_000;

/**
 * The first day from which data should be fetched so that a strategy has the bars it needs at `end`: int(1.4 ·
 * leastDays) calendar days before, which makes up for weekends and holidays. Both in epoch milliseconds.
 */
export function recommendedStart(leastDays: number, end: number): number {
  return end - Math.trunc(leastDays * 1.4) * dayMs;
}
