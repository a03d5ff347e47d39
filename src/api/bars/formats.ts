import type { barFormats } from '../../contract/bars.ts';
import { qualities } from '../qualities.ts';

export type BarFormat = (typeof barFormats)[number];

export const contentTypes: Readonly<Record<BarFormat, string>> = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  arrow: 'application/vnd.apache.arrow.stream',
};

const accepted: readonly (readonly [BarFormat, string])[] = [
  ['json', 'application/json'],
  ['ndjson', 'application/x-ndjson'],
  ['csv', 'text/csv'],
  ['arrow', 'application/vnd.apache.arrow.stream'],
];

/** The format that Accept prefers among ours; JSON for who takes anything, or says nothing of ours. */
export function formatFor(accept: string | undefined): BarFormat {
  let best: { readonly format: BarFormat; readonly quality: number } | null = null;
  const asked = qualities(accept ?? '');
  for (const [format, type] of accepted) {
    const quality = asked.get(type) ?? 0;
    if (quality > (best?.quality ?? 0)) best = { format, quality };
  }
  const anything = asked.get('*/*') ?? asked.get('application/*') ?? 0;
  return best !== null && best.quality >= anything ? best.format : 'json';
}
