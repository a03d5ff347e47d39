import { counted } from '../../domain/counted.ts';
import type { EachOutcome } from '../../manager/pipeline/fetch-each.ts';
import type { RunReport, SymbolReport } from '../../manager/pipeline/run-report.ts';
import type { RunLineRow, RunSummaryRow } from '../../manager/pipeline/runs.ts';
import { formatCount } from './numbers.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { timeText } from './time.ts';

/** A line of a run, and who answered, where that is known. */
type Line = RunLineRow & { readonly source?: string | null };

const marks = { success: '✓ success', failed: '✗ failed', skipped: '– skipped' } as const;

const countColumns: readonly Column<Line>[] = [
  { title: 'Corrected', value: ({ corrected }) => corrected, format: formatCount },
  { title: 'Same', value: ({ unchanged, merged }) => unchanged + merged, format: formatCount },
  { title: 'Kept', value: ({ kept }) => kept, format: formatCount },
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
  const table = tableAndReasons(runLineColumns(lines), lines, isTty);
  const sum = `${sumOf(symbols)} in ${seconds.toFixed(1)} s (${runsText(runs)}).\n`;
  return `${lines.length > 0 ? `${table}\n\n` : ''}${sum}${keptText(runs)}${remediesOf(symbols)}`;
}

interface Told {
  readonly symbol: string;
  readonly interval?: string;
  readonly outcome: SymbolReport['outcome'];
  readonly reason: string | null;
}

/**
 * A table, and on a terminal below it why some failed: the column of reasons would be cut there. Who pipes the table
 * gets them in their rows.
 */
function tableAndReasons<Row extends Told>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  isTty: boolean,
): string {
  const style = styleFor(isTty);
  if (!isTty) return renderTable(columns, rows, style);
  const failed = rows.filter(({ outcome }) => outcome === 'failed');
  const shown = rows.map((row) => (row.outcome === 'failed' ? { ...row, reason: null } : row));
  const isNeeded = shown.some(({ reason }) => reason !== null);
  const table = renderTable(
    isNeeded ? columns : columns.filter(({ title }) => title !== 'Why'),
    shown,
    style,
  );
  const byReason = Map.groupBy(failed, ({ reason }) => reason ?? 'no reason given');
  const lines = [...byReason].map(([reason, some]) => {
    const names = some.slice(0, namesTold).map(({ symbol, interval }) => [symbol, interval].join(' ').trim());
    const rest = some.length - names.length;
    return `✗ ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}: ${reason}`;
  });
  return [table, ...lines].join('\n');
}

/** Of symbols that failed for one reason, so many are named; the table has all. */
const namesTold = 5;

/** What to do about failures, each once, a line each. */
function remediesOf(told: readonly { readonly remedy?: string }[]): string {
  const remedies = new Set(told.map(({ remedy }) => remedy).filter((remedy) => remedy !== undefined));
  return [...remedies].map((remedy) => `${remedy}\n`).join('');
}

/** What to say where bars differ from those of another source, which stay. */
function keptText(runs: readonly RunReport[]): string {
  const kept = new Map<string, number>();
  for (const { keptFor = {} } of runs.flatMap(({ symbols }) => symbols))
    for (const [source, bars] of Object.entries(keptFor)) kept.set(source, (kept.get(source) ?? 0) + bars);
  if (kept.size === 0) return '';
  const bars = counted(
    [...kept.values()].reduce((sum, number) => sum + number, 0),
    'bar differs',
    'bars differ',
  );
  const others = `${kept.size === 1 ? 'another source' : 'other sources'} (${[...kept.keys()].join(', ')})`;
  const flags = runs.some(({ kind }) => kind === 'fetch') ? '--again --replace' : '--replace';
  return `${bars} from what ${others} stored, which was left: ${flags} takes these instead.\n`;
}

const runsText = (runs: readonly RunReport[]): string =>
  `${runs.length === 1 ? 'run' : 'runs'} ${runs.map(({ id }) => id).join(', ')}`;

function fromText(symbols: readonly SymbolReport[]): string {
  const [only, ...others] = sourcesOf(symbols);
  return only === undefined || only === 'file' || others.length > 0 ? '' : ` from ${only}`;
}

/** How many symbols came to which end: `2 symbols succeeded`, `1 failed`. */
function outcomesText(symbols: readonly Told[]): string[] {
  const count = (outcome: SymbolReport['outcome']): number =>
    symbols.filter((symbol) => symbol.outcome === outcome).length;
  const outcomes = [
    [count('success'), 'succeeded'],
    [count('failed'), 'failed'],
    [count('skipped'), 'had nothing to fetch'],
  ] as const;
  const [first, ...others] = outcomes.filter(([number]) => number > 0);
  if (first === undefined) return [];
  return [
    `${counted(first[0], 'symbol')} ${first[1]}`,
    ...others.map(([number, what]) => `${formatCount(number)} ${what}`),
  ];
}

function sumOf(symbols: readonly SymbolReport[]): string {
  const total = (what: 'written' | 'corrected' | 'quarantined' | 'flagged'): number =>
    symbols.reduce((sum, { counts }) => sum + counts[what], 0);
  if (symbols.length === 0) return 'Nothing to store';
  return [
    ...outcomesText(symbols),
    `${counted(total('written'), 'new bar')}${fromText(symbols)}`,
    ...(total('corrected') > 0 ? [`${formatCount(total('corrected'))} corrected`] : []),
    ...(total('quarantined') > 0
      ? [`${formatCount(total('quarantined'))} set aside ("stockula etl quarantine")`]
      : []),
    ...(total('flagged') > 0 ? [`${formatCount(total('flagged'))} flagged ("stockula etl flags")`] : []),
  ].join(', ');
}

/** Runs for programs, whole. */
export const runCsvColumns: readonly Column<RunSummaryRow>[] = [
  { title: 'Run', value: ({ id }) => id },
  { title: 'Began (UTC)', value: ({ started_at }) => timeText(started_at) },
  { title: 'Kind', value: ({ kind }) => kind },
  { title: 'Of', value: ({ place }) => place },
  { title: 'State', value: ({ state }) => state },
  { title: 'Succeeded', value: ({ succeeded }) => succeeded },
  { title: 'Failed', value: ({ failed }) => failed },
  { title: 'Skipped', value: ({ skipped }) => skipped },
  { title: 'New bars', value: ({ written }) => written },
  { title: 'Set aside', value: ({ quarantined }) => quarantined },
  { title: 'Why', value: ({ failure }) => failure },
];

/** Runs for people, one line each on the narrowest of terminals. */
const runColumns: readonly Column<RunSummaryRow>[] = [
  { title: 'Run', value: ({ id }) => id, align: 'right' },
  { title: 'Began (UTC)', value: ({ started_at }) => timeText(started_at).slice(0, -3), whole: true },
  { title: 'Of', value: ({ place }) => place },
  {
    title: 'State',
    value: ({ state }) => state,
    whole: true,
    paint: (text, { state }, colors) =>
      ({
        finished: colors.green,
        running: colors.cyan,
        'some failed': colors.yellow,
        interrupted: colors.yellow,
        failed: colors.red,
        died: colors.red,
      })[state](text),
  },
  {
    title: 'Symbols',
    value: ({ succeeded, failed, skipped }) => `${succeeded + skipped}/${succeeded + failed + skipped}`,
    align: 'right',
  },
  { title: 'New bars', value: ({ written }) => written, format: formatCount },
  { title: 'Set aside', value: ({ quarantined }) => quarantined, format: formatCount },
];

/** Runs as a table, and how to learn more. Ends with a newline. */
export function renderRunList(runs: readonly RunSummaryRow[], isTty: boolean): string {
  if (runs.length === 0) return 'Nothing was fetched or imported yet.\n';
  const isClear = runs.every(({ state }) => state === 'finished' || state === 'running');
  const hint = isClear ? '' : '\n"stockula etl runs RUN" tells what became of each symbol, and why.\n';
  return `${renderTable(runColumns, runs, styleFor(isTty))}\n${hint}`;
}

const eachColumns: readonly Column<EachOutcome>[] = [
  { title: 'Symbol', value: ({ symbol }) => symbol, whole: true },
  { title: 'Outcome', value: ({ outcome }) => marks[outcome], whole: true },
  { title: 'Rows', value: ({ rows }) => rows, format: formatCount },
  { title: 'Why', value: ({ reason }) => reason },
];

/** What became of questions about symbols. Ends with a newline. @param what a row is; null: nothing to count */
export function renderEach(outcomes: readonly EachOutcome[], what: string | null, isTty = false): string {
  const columns = eachColumns.filter(
    ({ title }) =>
      (title !== 'Why' || outcomes.some(({ reason }) => reason !== null)) &&
      (title !== 'Rows' || what !== null),
  );
  const rows = outcomes.reduce((sum, one) => sum + one.rows, 0);
  const stored = what === null ? [] : [`${counted(rows, what)} stored`];
  const sum = [...outcomesText(outcomes), ...stored].join(', ');
  return `${tableAndReasons(columns, outcomes, isTty)}\n\n${sum}.\n${remediesOf(outcomes)}`;
}
