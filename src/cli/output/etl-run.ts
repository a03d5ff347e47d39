import { counted } from '../../domain/counted.ts';
import type { RunReport, SymbolReport } from '../../manager/pipeline/run-report.ts';
import type { RunLineRow, RunSummaryRow } from '../../manager/pipeline/runs.ts';
import { formatCount } from './numbers.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

type Line = RunLineRow & { readonly source?: string | null };

const marks = { success: '✓ success', failed: '✗ failed', skipped: '– skipped' } as const;

const lineColumns: readonly Column<Line>[] = [
  { title: 'Symbol', value: ({ symbol }) => symbol, whole: true },
  { title: 'Interval', value: ({ interval }) => interval },
  {
    title: 'Outcome',
    value: ({ outcome }) => marks[outcome],
    whole: true,
    paint: (text, { outcome }, colors) =>
      outcome === 'failed' ? colors.red(text) : outcome === 'success' ? colors.green(text) : colors.dim(text),
  },
  { title: 'New', value: ({ written }) => written, format: formatCount },
  { title: 'Corrected', value: ({ corrected }) => corrected, format: formatCount },
  { title: 'Same', value: ({ unchanged, kept, merged }) => unchanged + kept + merged, format: formatCount },
  { title: 'Set aside', value: ({ quarantined }) => quarantined, format: formatCount },
  { title: 'Flagged', value: ({ flagged }) => flagged, format: formatCount },
  { title: 'Source', value: ({ source }) => source },
  { title: 'Why', value: ({ reason }) => reason },
];

/** What became of each symbol of a run, and of the run as a whole. Ends with a newline. */
export function renderRun({ id, seconds, symbols }: RunReport, isTty = false): string {
  const count = (outcome: SymbolReport['outcome']): number =>
    symbols.filter((symbol) => symbol.outcome === outcome).length;
  const written = symbols.reduce((sum, { counts }) => sum + counts.written, 0);
  const parts = [
    `${counted(count('success'), 'symbol')} succeeded`,
    ...(count('failed') > 0 ? [`${formatCount(count('failed'))} failed`] : []),
    ...(count('skipped') > 0 ? [`${formatCount(count('skipped'))} had nothing to fetch`] : []),
    `${counted(written, 'new bar')}`,
  ];
  const lines = symbols.map(({ counts, ...line }): Line => ({ ...line, ...counts }));
  return `${renderTable(lineColumns, lines, styleFor(isTty))}\n\n${parts.join(', ')} in ${seconds.toFixed(1)} s (run ${id}).\n`;
}

/** The lines of a run that is stored. Ends with a newline. */
export function renderRunLines(lines: readonly RunLineRow[], isTty = false): string {
  const columns = lineColumns.filter(({ title }) => title !== 'Source');
  return `${renderTable(columns, lines, styleFor(isTty))}\n`;
}

const timeText = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

export const runColumns: readonly Column<RunSummaryRow>[] = [
  { title: 'Run', value: ({ id }) => id, align: 'right' },
  { title: 'Began (UTC)', value: ({ started_at }) => timeText(started_at), whole: true },
  { title: 'Kind', value: ({ kind }) => kind },
  { title: 'Of', value: ({ place }) => place },
  { title: 'State', value: ({ status, failure }) => (failure === null ? status : `${status}: ${failure}`) },
  { title: 'Succeeded', value: ({ succeeded }) => succeeded, format: formatCount },
  { title: 'Failed', value: ({ failed }) => failed, format: formatCount },
  { title: 'Skipped', value: ({ skipped }) => skipped, format: formatCount },
  { title: 'New bars', value: ({ written }) => written, format: formatCount },
  { title: 'Set aside', value: ({ quarantined }) => quarantined, format: formatCount },
];
