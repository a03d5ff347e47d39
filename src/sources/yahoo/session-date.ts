import type { EpochMs } from '../../domain/nominal.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  // This locale writes dates as YYYY-MM-DD.
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** The date in the zone at a moment, at 00:00 UTC. @throws RangeError for a zone that does not exist */
export function dateIn(timeZone: string, at: EpochMs): EpochMs {
  return Date.parse(`${formatOf(timeZone).format(at)}T00:00:00Z`) as EpochMs;
}
