const pattern = /^(\d+) (second|minute|hour|day|week|month|year)s?$/;

const fixedMs = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
} as const;

/** TimescaleDB takes a month of a chunk width for 30 days, and so a year for 360. */
const chunkDays = { month: 30, year: 360 } as const;

interface Amount {
  readonly count: number;
  readonly unit: keyof typeof fixedMs | keyof typeof chunkDays;
}

function parse(interval: string): Amount {
  const [, count, unit] = pattern.exec(interval) ?? [];
  if (count === undefined || unit === undefined) throw new Error(`not an interval of one unit: ${interval}`);
  return { count: Number(count), unit: unit as Amount['unit'] };
}

/**
 * A time minus an interval as PostgreSQL subtracts them in UTC: months and years by the calendar, and a day that the
 * month does not have becomes its last.
 * @param ms milliseconds since 1970
 * @param interval one number and unit, as `5 years`
 */
export function subtractInterval(ms: number, interval: string): number {
  const { count, unit } = parse(interval);
  if (unit !== 'month' && unit !== 'year') return ms - count * fixedMs[unit];
  const from = new Date(ms);
  const months = unit === 'year' ? 12 * count : count;
  const year = from.getUTCFullYear();
  const month = from.getUTCMonth() - months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  from.setUTCFullYear(year, month, Math.min(from.getUTCDate(), lastDay));
  return from.getTime();
}

/** Width of a chunk in milliseconds. */
export function chunkWidthMs(interval: string): number {
  const { count, unit } = parse(interval);
  return unit === 'month' || unit === 'year' ? count * chunkDays[unit] * fixedMs.day : count * fixedMs[unit];
}

/** YYYY-MM-DD of a time in milliseconds since 1970. */
export function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
