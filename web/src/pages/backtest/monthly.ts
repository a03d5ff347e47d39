/** Returns of a year by month, January first, as fractions; null: not traded. */
export interface YearOfReturns {
  readonly year: number;
  readonly months: readonly (number | null)[];
  readonly whole: number | null;
}

interface Curve {
  readonly ts: readonly number[];
  readonly equity: readonly (number | null)[];
}

/** What each month made of the equity at the end of the one before; the first one counts from the first value. */
export function monthlyReturns({ ts, equity }: Curve): YearOfReturns[] {
  const ends = new Map<number, number>();
  for (const [at, time] of ts.entries()) {
    const value = equity[at];
    const date = new Date(time);
    if (typeof value === 'number') ends.set(date.getUTCFullYear() * 12 + date.getUTCMonth(), value);
  }
  const years = new Map<number, { months: (number | null)[]; start: number; end: number }>();
  let before = equity.find((value) => typeof value === 'number') ?? 0;
  for (const [month, end] of ends) {
    const year = Math.floor(month / 12);
    const own = years.get(year) ?? { months: Array<number | null>(12).fill(null), start: before, end };
    years.set(year, own);
    own.months[month % 12] = end / before - 1;
    own.end = end;
    before = end;
  }
  return [...years].map(([year, { months, start, end }]) => ({ year, months, whole: end / start - 1 }));
}
