import { barRules } from '../../domain/bar-rule.ts';
import type { Explanation, SetAsideRow } from '../../manager/pipeline/set-aside.ts';
import { formatCount, formatPrice } from './numbers.ts';
import { originalValuesText } from './original-values.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

const timeText = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

export const setAsideColumns: readonly Column<SetAsideRow>[] = [
  { title: 'Id', value: ({ id }) => id, whole: true },
  { title: 'Source', value: ({ source }) => source },
  { title: 'Symbol', value: ({ symbol }) => symbol },
  { title: 'Bar', value: ({ place }) => place },
  { title: 'This bar …', value: ({ reason }) => barRules[reason].text },
  { title: 'Since (UTC)', value: ({ quarantined_at }) => timeText(quarantined_at), whole: true },
];

type Around = Explanation['around'][number];

const barColumns: readonly Column<Around>[] = [
  { title: 'Stored bars (UTC)', value: ({ ts }) => timeText(ts), whole: true },
  { title: 'Open', value: ({ open }) => open, format: formatPrice },
  { title: 'High', value: ({ high }) => high, format: formatPrice },
  { title: 'Low', value: ({ low }) => low, format: formatPrice },
  { title: 'Close', value: ({ close }) => close, format: formatPrice },
  { title: 'Volume', value: ({ volume }) => volume, format: formatCount },
  { title: 'Source', value: ({ source }) => source },
];

/** Why a row is set aside, for people. Ends with a newline. */
export function renderExplanation({ row, sentence, around }: Explanation, isTty = false): string {
  const style = styleFor(isTty);
  const { origin: _, ...values } = row.original;
  return [
    `${style.colors.bold(row.symbol)} from ${row.source}: this bar ${sentence} (${row.reason}).`,
    `Delivered: ${originalValuesText(values)}`,
    `Set aside ${timeText(row.quarantined_at)} UTC by run ${row.run}.`,
    '',
    around.length === 0 ? 'No bars are stored around it.' : renderTable(barColumns, around, style),
    '',
    `If it is wrong, leave it, or fetch it again: stockula etl quarantine retry ${row.id}`,
    `If it is right all the same:                 stockula etl quarantine release ${row.id}`,
    '',
  ].join('\n');
}
