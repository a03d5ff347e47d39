import { barRules } from '../../domain/bar-rule.ts';
import type { Released } from '../../manager/pipeline/release.ts';
import type { Explanation, SetAsideRow } from '../../manager/pipeline/set-aside.ts';
import { formatCount, formatPrice } from './numbers.ts';
import { originalValuesText } from './original-values.ts';
import { printable } from './printable.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { timeText } from './time.ts';

/** The start of a bar in UTC: its date alone where it carries one. */
export const barTime = (ts: number | Date): string => timeText(new Date(ts)).replace(/ 00:00:00$/, '');

/** Which bar or action it is, beside its symbol: `1d 2025-03-05`, `dividend 2025-03-05`; where it has no key, its place in what was delivered. */
function barText({ symbol, place }: SetAsideRow): string {
  const key = place.startsWith(`${symbol} `) ? place.slice(symbol.length + 1) : place;
  return key.replace(/T00:00:00\.000Z$/, '').replace(/(\d)T(\d\d:\d\d):00\.000Z$/, '$1 $2');
}

export const setAsideColumns: readonly Column<SetAsideRow>[] = [
  { title: 'Id', value: ({ id }) => id, whole: true },
  { title: 'Source', value: ({ source }) => source },
  { title: 'Symbol', value: ({ symbol }) => symbol },
  { title: 'Bar', value: barText, whole: true },
  { title: 'This bar …', value: ({ reason }) => barRules[reason].text },
  { title: 'Since (UTC)', value: ({ quarantined_at }) => timeText(quarantined_at), whole: true },
];

type Around = Explanation['around'][number];

const barColumns: readonly Column<Around>[] = [
  { title: 'Stored bars (UTC)', value: ({ ts }) => barTime(ts), whole: true },
  { title: 'Open', value: ({ open }) => open, format: formatPrice },
  { title: 'High', value: ({ high }) => high, format: formatPrice },
  { title: 'Low', value: ({ low }) => low, format: formatPrice },
  { title: 'Close', value: ({ close }) => close, format: formatPrice },
  { title: 'Volume', value: ({ volume }) => volume, format: formatCount },
  { title: 'Source', value: ({ source }) => source },
];

/** Why a row is set aside, for people. Ends with a newline. */
export function renderExplanation({ row, sentence, releasable, around }: Explanation, isTty = false): string {
  const style = styleFor(isTty);
  const { id, symbol, source, reason, run } = row;
  const what = row.kind === 'bars' ? 'bar' : 'row';
  return [
    `${style.colors.bold(`${printable(symbol)} ${printable(barText(row))}`)} from ${source}: this ${what} ${sentence} (${reason}).`,
    `Delivered: ${printable(deliveredText(row))}`,
    `Set aside ${timeText(row.quarantined_at)} UTC by run ${run}.`,
    '',
    around.length === 0 ? 'No bars are stored around it.' : renderTable(barColumns, around, style),
    '',
    `If it is wrong, leave it, or ask the sources again: stockula etl quarantine retry ${id}`,
    releasable
      ? `If it is right all the same, store it as it is:     stockula etl quarantine release ${id}`
      : 'It cannot be stored as it is.',
    '',
  ].join('\n');
}

const known: ReadonlySet<string> = new Set(['symbol', 'interval', 'action', 'ts', 'position', 'origin']);

/** The values of the row, where it stood, and what its prices mean. */
function deliveredText({ original }: SetAsideRow): string {
  const { ts, position, origin } = original;
  const values = Object.entries(original).filter(([name, value]) => !known.has(name) && value !== null);
  const time = typeof ts === 'number' ? {} : { ts };
  const place = typeof position === 'number' ? ` (row ${position})` : '';
  const { basis, currency } = (origin ?? {}) as { basis?: unknown; currency?: unknown };
  const meaning = [basis, currency].filter((part) => typeof part === 'string').join(', ');
  return `${originalValuesText({ ...time, ...Object.fromEntries(values) })}${place}${meaning === '' ? '' : `; prices: ${meaning}`}`;
}

/** What was stored on somebody's word. Ends with a newline. */
export function renderReleased(released: readonly Released[]): string {
  return [
    ...released.map(
      ({ symbol, what, interval, ts }) => `Stored: ${symbol} ${interval ?? what} ${barTime(ts)}`,
    ),
    '',
  ].join('\n');
}
