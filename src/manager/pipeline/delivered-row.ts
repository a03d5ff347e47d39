import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { EpochMicros } from '../../domain/nominal.ts';

/** What is known of a row that is set aside. */
export interface DeliveredRow {
  readonly source: string;
  /** As it came, with its origin. */
  readonly original: Readonly<Record<string, unknown>>;
}

/** What the values of a row meant when it came. */
export interface KnownOrigin {
  readonly basis: AdjustmentBasis;
  readonly currency: string | null;
  readonly fetchedAt: EpochMicros;
}

/** Null for what is none. */
export function originOf(value: unknown): KnownOrigin | null {
  if (typeof value !== 'object' || value === null) return null;
  const { basis, currency = null, fetchedAt } = value as Partial<Record<keyof KnownOrigin, unknown>>;
  const isBasis = basis === 'raw' || basis === 'split' || basis === 'total';
  if (!isBasis || typeof fetchedAt !== 'number') return null;
  return {
    basis,
    currency: typeof currency === 'string' ? currency : null,
    fetchedAt: fetchedAt as EpochMicros,
  };
}

/** Finite; text that spells a number is one on somebody's word. Whole numbers are kept as `{$integer: '5'}`. */
export function numberOf(value: unknown): number | null {
  const said = typeof value === 'object' && value !== null && '$integer' in value ? value.$integer : value;
  const number = typeof said === 'string' && said.trim() !== '' ? Number(said) : said;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
