import type { EpochMs } from '../../../domain/nominal.ts';

export const iso = (at: EpochMs): string => new Date(at).toISOString();
export const isoOrNull = (at: EpochMs | null): string | null => (at === null ? null : iso(at));
