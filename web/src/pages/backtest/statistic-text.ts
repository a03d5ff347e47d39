import { formatNumber, formatPercent } from '../../components/format.ts';

export type Figure = number | string | null | undefined;

/** A statistic as text, by the unit that its name tells. */
export function statisticText(name: string, value: Figure): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value.slice(0, 10);
  if (name.endsWith('[%]')) return formatPercent(value / 100);
  if (name.endsWith('[$]') || name === 'Initial Cash') return formatNumber(value, 2);
  if (name.endsWith('Duration')) return `${formatNumber(value, Number.isInteger(value) ? 0 : 1)} days`;
  if (name.startsWith('#') || name.endsWith('Days')) return formatNumber(value);
  return formatNumber(value, 3);
}

export function parametersText(params: Readonly<Record<string, number>> | null): string {
  const parts = Object.entries(params ?? {}).map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`);
  return parts.length === 0 ? '–' : parts.join(', ');
}

export const numeric = (value: Figure): number | null => (typeof value === 'number' ? value : null);
