import type { LegacyFile } from '../sources/legacy-sqlite/open.ts';
import { priceDateRange } from '../sources/legacy-sqlite/read.ts';

const dayMs = 86_400_000;

/** The days that the usable bars of a file cover. */
export interface PriceSpan {
  readonly days: number;
  /** YYYY-MM-DD */
  readonly lastDay: string;
}

/** @param asOfMs days after this are taken for dirt */
export function priceSpan(file: LegacyFile, asOfMs: number): PriceSpan | null {
  const { first, last } = priceDateRange(file);
  const lastMs = Math.min(Date.parse(last), asOfMs);
  const days = Math.max(1, Math.round((lastMs - Date.parse(first)) / dayMs));
  return Number.isFinite(days) ? { days, lastDay: new Date(lastMs).toISOString().slice(0, 10) } : null;
}
