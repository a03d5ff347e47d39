import { type Interval, intervalAliases, isInterval } from '../../domain/interval.ts';

const words: readonly (readonly [RegExp, Interval])[] = [
  [/^[BCD]$/, '1d'],
  [/^W(-[A-Z]{3})?$/, '1wk'],
  [/^B?M[SE]?$/, '1mo'],
  [/^B?Q[SE]?(-[A-Z]{3})?$/, '3mo'],
  [/^H$/, '1h'],
  [/^(T|MIN)$/, '1m'],
];

/**
 * The interval that a frequency of pandas means, as the older application took them (`D`, `W`, `M`, `h`, `15min`), or one
 * of our own names; null for what is neither.
 */
export function intervalOfFrequency(text: string): Interval | null {
  const own = intervalAliases[text.toLowerCase()] ?? text.toLowerCase();
  if (isInterval(own) && text !== 'M') return own;
  const [, count = '1', unit = ''] = /^(\d*)(.+)$/.exec(text.toUpperCase()) ?? [];
  if (/^(T|MIN)$/.test(unit)) {
    const minutes = count === '60' ? '1h' : `${Number(count || 1)}m`;
    return isInterval(minutes) ? minutes : null;
  }
  if (count !== '' && count !== '1') return null;
  return words.find(([pattern]) => pattern.test(unit))?.[1] ?? null;
}
