const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** 12,345,678 as 12.3 MB; a dash where it is not known. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return '–';
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${value.toLocaleString('en-US', { maximumFractionDigits: digits })} ${units[power]}`;
}
