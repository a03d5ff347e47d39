import type { EpochMicros, EpochMs } from '../domain/nominal.ts';

/** The date at 00:00 UTC as `YYYY-MM-DD`. */
export function dateText(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A date as `YYYY-MM-DD`, at 00:00 UTC; the text itself where it is no date, for validation to name. */
export function microsOfDate(text: string): EpochMicros | string {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) ? text : ((ms * 1000) as EpochMicros);
}

/** A number as it is written in text; the text itself where it is none, null where there is nothing. */
export function numberOf(text: string | undefined): number | string | null {
  if (text === undefined || text === '') return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}
