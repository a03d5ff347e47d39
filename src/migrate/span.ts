import type { LegacyFile } from '../sources/legacy-sqlite/open.ts';
import { priceDateRange } from '../sources/legacy-sqlite/read.ts';

const dayMs = 86_400_000;

/** The days that the usable bars of a file cover. */
export interface PriceSpan {
  readonly days: number;
  /** YYYY-MM-DD */
  readonly firstDay: string;
  /** YYYY-MM-DD */
  readonly lastDay: string;
}

/** @param asOfMs days after this are taken for dirt */
export function priceSpan(file: LegacyFile, asOfMs: number): PriceSpan | null {
  const { first, last } = priceDateRange(file);
  if (first === '' || last === '') return null;
  const lastMs = Math.min(dayOf(last), asOfMs);
  const firstMs = Math.min(dayOf(first), lastMs);
  return {
    days: Math.max(1, Math.round((lastMs - firstMs) / dayMs)),
    firstDay: textOf(firstMs),
    lastDay: textOf(lastMs),
  };
}

/** Impossible dates too: 2021-02-39 is some day in March. They are dirt, but must not hide how long the rest is. */
function dayOf(text: string): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10)));
}

function textOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
