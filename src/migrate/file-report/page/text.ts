// Figures as people read them, the same on every machine.

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1,234,567` */
export function countText(value: number): string {
  return grouped.format(value);
}

/** Decimal units: `512 B`, `2.4 MB`. */
export function bytesText(value: number): string {
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${(value / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** `0.42 ms`, `12.3 ms`, `1,230 ms` */
export function millisecondsText(value: number): string {
  return `${value >= 1000 ? grouped.format(value) : precise.format(value)} ms`;
}

/** `4.2 s`, `3 min 20 s`, `2 h 5 min` */
export function secondsText(value: number): string {
  if (value < 60) return `${value.toFixed(1)} s`;
  const seconds = Math.round(value);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** `2026-11-22 21:50:54 UTC` */
export function timeText(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Within this much, two medians of so few runs are the same. */
const even = 1.1;

/** What a ratio of SQLite's time to TimescaleDB's means. */
export function ratioText(ratio: number): { text: string; winner: 'timescaledb' | 'sqlite' | null } {
  if (ratio > even) return { text: `${precise.format(ratio)} times as fast`, winner: 'timescaledb' };
  if (ratio < 1 / even) return { text: `${precise.format(1 / ratio)} times as slow`, winner: 'sqlite' };
  return { text: 'about the same', winner: null };
}
