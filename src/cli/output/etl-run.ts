import { counted } from '../../domain/counted.ts';
import type { EachOutcome } from '../../manager/pipeline/fetch-each.ts';
import type { RunReport, SymbolReport } from '../../manager/pipeline/run-report.ts';
import type { RunLineRow, RunSummaryRow } from '../../manager/pipeline/runs.ts';
import { formatCount } from './numbers.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

/** A line of a run, and who answered, where that is known. */
type Line = RunLineRow & { readonly source?: string | null };

const marks = { success: '✓ success', failed: '✗ failed', skipped: '– skipped' } as const;

const countColumns: readonly Column<Line>[] = [
  { title: 'Corrected', value: ({ corrected }) => corrected, format: formatCount },
  { title: 'Same', value: ({ unchanged, kept, merged }) => unchanged + kept + merged, format: formatCount },
  { title: 'Set aside', value: ({ quarantined }) => quarantined, format: formatCount },
  { title: 'Flagged', value: ({ flagged }) => flagged, format: formatCount },
];
const sourceColumn: Column<Line> = { title: 'Source', value: ({ source }) => source };
const reasonColumn: Column<Line> = { title: 'Why', value: ({ reason }) => reason };

/** Who answered, each once. */
const sourcesOf = (lines: readonly { readonly source?: string | null }[]): string[] =>
  [...new Set(lines.map(({ source }) => source))].filter((source) => typeof source === 'string');

/** The columns about symbols: those that have nothing to say about any of these lines are left out. */
export function runLineColumns(lines: readonly Line[] | null): readonly Column<Line>[] {
  const some = (column: Column<Line>): boolean => lines === null || lines.some((line) => column.value(line));
  return [
    { title: 'Symbol', value: ({ symbol }) => symbol, whole: true },
    { title: 'Interval', value: ({ interval }) => interval },
    {
      title: 'Outcome',
      value: ({ outcome }) => marks[outcome],
      whole: true,
      paint: (text, { outcome }, colors) =>
        outcome === 'failed'
          ? colors.red(text)
          : outcome === 'success'
            ? colors.green(text)
            : colors.dim(text),
    },
    { title: 'New', value: ({ written }) => written, format: formatCount },
    ...countColumns.filter(some),
    // One source for all is told in the sum.
    ...(lines !== null && sourcesOf(lines).length > 1 ? [sourceColumn] : []),
    ...[reasonColumn].filter(some),
  ];
}

/** What became of each symbol of some runs, and of all of them as a whole. Ends with a newline. */
export function renderRuns(runs: readonly RunReport[], isTty = false): string {
  const symbols = runs.flatMap((run) => run.symbols);
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const lines = symbols.map(({ counts, ...line }): Line => ({ ...line, ...counts }));
  const table = renderTable(runLineColumns(lines), lines, styleFor(isTty));
  return `${lines.length > 0 ? `${table}\n\n` : ''}${sumOf(symbols)} in ${seconds.toFixed(1)} s (${runsText(runs)}).\n`;
}

const runsText = (runs: readonly RunReport[]): string =>
  `${runs.length === 1 ? 'run' : 'runs'} ${runs.map(({ id }) => id).join(', ')}`;

function fromText(symbols: readonly SymbolReport[]): string {
  const [only, ...others] = sourcesOf(symbols);
  return only === undefined || only === 'file' || others.length > 0 ? '' : ` from ${only}`;
}

function sumOf(symbols: readonly SymbolReport[]): string {
  const count = (outcome: SymbolReport['outcome']): number =>
    symbols.filter((symbol) => symbol.outcome === outcome).length;
  const total = (what: 'written' | 'corrected' | 'quarantined' | 'flagged'): number =>
    symbols.reduce((sum, { counts }) => sum + counts[what], 0);
  const outcomes = [
    [count('success'), 'succeeded'],
    [count('failed'), 'failed'],
    [count('skipped'), 'had nothing to fetch'],
  ] as const;
  const [first, ...others] = outcomes.filter(([number]) => number > 0);
  if (first === undefined) return 'Nothing to store';
  return [
    `${counted(first[0], 'symbol')} ${first[1]}`,
    ...others.map(([number, what]) => `${formatCount(number)} ${what}`),
    `${counted(total('written'), 'new bar')}${fromText(symbols)}`,
    ...(total('corrected') > 0 ? [`${formatCount(total('corrected'))} corrected`] : []),
    ...(total('quarantined') > 0
      ? [`${formatCount(total('quarantined'))} set aside ("stockula etl quarantine")`]
      : []),
    ...(total('flagged') > 0 ? [`${formatCount(total('flagged'))} flagged ("stockula etl flags")`] : []),
  ].join(', ');
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

const eachColumns: readonly Column<EachOutcome>[] = [
  { title: 'Symbol', value: ({ symbol }) => symbol, whole: true },
  { title: 'Outcome', value: ({ outcome }) => marks[outcome], whole: true },
  { title: 'Rows', value: ({ rows }) => rows, format: formatCount },
  { title: 'Why', value: ({ reason }) => reason },
];

/** What became of questions about symbols. Ends with a newline. */
export function renderEach(outcomes: readonly EachOutcome[], isTty = false): string {
  const columns = outcomes.some(({ reason }) => reason !== null) ? eachColumns : eachColumns.slice(0, -1);
  return `${renderTable(columns, outcomes, styleFor(isTty))}\n`;
}
