import type { FlaggedBar } from '../../manager/pipeline/flags.ts';
import type { RowFormat } from '../output-option.ts';
import { formatCount, formatPrice } from './numbers.ts';
import { barTime } from './set-aside.ts';
import type { Column } from './table.ts';

const timeColumn: Column<FlaggedBar> = { title: 'Bar (UTC)', value: ({ ts }) => barTime(ts), whole: true };
const before: readonly Column<FlaggedBar>[] = [
  { title: 'Symbol', value: ({ symbol }) => symbol, whole: true },
  { title: 'Interval', value: ({ interval }) => interval },
];
const values: readonly Column<FlaggedBar>[] = [
  { title: 'Open', value: ({ open }) => open, format: formatPrice },
  { title: 'High', value: ({ high }) => high, format: formatPrice },
  { title: 'Low', value: ({ low }) => low, format: formatPrice },
  { title: 'Close', value: ({ close }) => close, format: formatPrice },
  { title: 'Volume', value: ({ volume }) => volume, format: formatCount },
];
const sentence: Column<FlaggedBar> = { title: 'This bar …', value: (bar) => bar.sentence };
const run: Column<FlaggedBar> = { title: 'Run', value: (bar) => bar.run, align: 'right' };
const rule: Column<FlaggedBar> = { title: 'Rule', value: (bar) => bar.rule, whole: true };

/** For people the rule in words; a CSV, which nobody's terminal cuts, has its name and the time of the note too. */
export function flagColumns(format: RowFormat): readonly Column<FlaggedBar>[] {
  if (format !== 'csv') return [...before, timeColumn, sentence, ...values, run];
  const noted: Column<FlaggedBar> = { title: 'Noted (UTC)', value: (bar) => bar.noted_at };
  return [...before, { ...timeColumn, value: ({ ts }) => ts }, rule, sentence, ...values, run, noted];
}
