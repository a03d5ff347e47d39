// Numbers and times as every page shows them: thousands separated, in UTC, and a dash where nothing is known.

const nothing = '–';
const locale = 'en-US';

function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** @param digits behind the point */
export function formatNumber(value: number | null | undefined, digits = 0): string {
  if (!isKnown(value)) return nothing;
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Small prices with more digits, as currencies and old adjusted closes need them. */
export function formatPrice(value: number | null | undefined): string {
  if (!isKnown(value)) return nothing;
  const size = Math.abs(value);
  if (size > 0 && size < 0.01) return value.toLocaleString(locale, { maximumSignificantDigits: 4 });
  return value.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: size < 10 ? 4 : 2 });
}

/** 0.0123 as 1.23%. @param signed with a plus before gains */
export function formatPercent(
  fraction: number | null | undefined,
  { digits = 2, signed = false }: { readonly digits?: number; readonly signed?: boolean } = {},
): string {
  if (!isKnown(fraction)) return nothing;
  return fraction.toLocaleString(locale, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
}

/** Volumes and sums: 12,345,678 as 12.3M. */
export function formatCompact(value: number | null | undefined): string {
  if (!isKnown(value)) return nothing;
  return value.toLocaleString(locale, { notation: 'compact', maximumFractionDigits: 1 });
}

/** The date of a moment in UTC, or of a session. @param time ISO 8601, or epoch milliseconds */
export function formatDate(time: string | number | null | undefined): string {
  return isoOf(time)?.slice(0, 10) ?? nothing;
}

/** To the minute, marked as UTC. */
export function formatTime(time: string | number | null | undefined): string {
  const iso = isoOf(time);
  return iso === null ? nothing : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function isoOf(time: string | number | null | undefined): string | null {
  if (time === null || time === undefined) return null;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago a moment is, or how far ahead: "3 hours ago". Both in epoch milliseconds. */
export function formatRelative(time: number, now: number): string {
  const away = time - now;
  const [unit, length] = units.find(([, size]) => Math.abs(away) >= size) ?? ['second', 1_000];
  return unit === 'second' ? 'just now' : relative.format(Math.trunc(away / length), unit);
}

/** 83,000 ms as "1 min 23 s". */
export function formatDuration(ms: number | null | undefined): string {
  if (!isKnown(ms)) return nothing;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
