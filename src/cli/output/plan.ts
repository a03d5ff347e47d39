import { counted } from '../../domain/counted.ts';
import type { MigrationPlan, PlannedTable, SymbolRows } from '../../migrate/plan/plan-report.ts';
import { formatBytes } from './bytes.ts';
import { indented } from './indented.ts';
import { formatCount } from './numbers.ts';
import { dirtLines, repairLines } from './plan-dirt.ts';
import { chunkLines, estimateLines, retentionLines, seamLines } from './plan-storage.ts';
import { printable } from './printable.ts';
import type { PublicError } from './public-error.ts';
import { type Style, styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

const mostSymbols = 10;

/** The run that is planned: why it would be refused now, null where it would not, and the command for it. */
export interface PlannedRun {
  readonly refused: PublicError | null;
  readonly next: string;
}

/** A plan takes no more columns, wherever it goes. */
export const planWidth = 80;

/** A plan as people read it; its texts are still to be broken into lines. Ends with a newline. */
export function renderPlan(plan: MigrationPlan, run: PlannedRun, isTty = false): string {
  const style = planStyle(styleFor(isTty));
  const { colors } = style;
  const sections: [string, string[]][] = [
    [`Plan for ${printable(plan.source.path)}`, fileLines(plan)],
    ['Rows', tableLines(plan, style)],
    [symbolTitle(plan), symbolLines(plan, style)],
    ['Set aside', dirtLines(plan)],
    ['Repairable', repairLines(plan, style)],
    ['Retention', retentionLines(plan)],
    ['Chunks', chunkLines(plan, style)],
    ['Adjustment seams', seamLines(plan, style)],
    ['Disk and time, about', estimateLines(plan, style)],
  ];
  return [
    ...sections.flatMap(([title, lines]) => [colors.bold(title), ...lines, '']),
    ...plan.warnings.flatMap((text) => [colors.yellow(`Warning: ${printable(text)}`), '']),
    ...runLines(run, style),
    '',
  ].join('\n');
}

function runLines({ refused, next }: PlannedRun, { colors }: Style): string[] {
  if (refused === null) return [`Nothing was changed. To do it: ${next}`];
  const { title, code, expected, got, remedy } = refused;
  return [
    colors.red(colors.bold(`A run would be refused now: ${title} (${code})`)),
    `  Expected ${expected}. Got ${got}`,
    `  ${colors.cyan(remedy)}`,
    '',
    `Nothing was changed. Once that is mended: ${next}`,
  ];
}

/** Boxes would not fit: tables are plain, or made to fit where there is less room. They are two columns further in. */
function planStyle(style: Style): Style {
  const isNarrow = style.width !== null && style.width < planWidth;
  return isNarrow ? { ...style, width: (style.width ?? planWidth) - 2 } : { ...style, boxed: false };
}

function fileLines({ source }: MigrationPlan): string[] {
  const { generation, size_bytes, tables, extra_tables, extra_columns, recovered } = source;
  const left = (what: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`  ${what} nobody reads: ${printable(names.join(', '))}`];
  return [
    `  generation ${generation}, ${formatBytes(size_bytes)}, ${counted(tables.length, 'table')} of the older application`,
    ...(recovered ? ['  recovered: its last writer was cut off in the middle'] : []),
    ...left('tables', extra_tables),
    ...left('columns', extra_columns),
  ];
}

function tableLines({ tables }: MigrationPlan, style: Style): string[] {
  const count = (title: string, value: (table: PlannedTable) => number): Column<PlannedTable> => ({
    title,
    value,
    format: formatCount,
  });
  const columns: Column<PlannedTable>[] = [
    { title: 'Table', value: ({ name }) => name },
    { title: 'Goes to', value: ({ target }) => target },
    count('Read', ({ read }) => read),
    count('Write', ({ written }) => written),
    count('Merge', ({ merged }) => merged),
    count('Set aside', ({ quarantined }) => quarantined),
  ];
  const empty = tables.filter(({ read }) => read === 0).map(({ name }) => name);
  const filled = tables.filter(({ read }) => read > 0);
  return [
    ...(filled.length > 0 ? indented(renderTable(columns, filled, style)) : []),
    ...(empty.length > 0 ? [style.colors.dim(`  Empty or missing: ${empty.join(', ')}`)] : []),
  ];
}

function symbolTitle({ symbols }: MigrationPlan): string {
  return symbols.length > mostSymbols
    ? `Rows to write per symbol (${mostSymbols} of ${formatCount(symbols.length)}; -o json has all)`
    : 'Rows to write per symbol';
}

function symbolLines({ symbols }: MigrationPlan, style: Style): string[] {
  if (symbols.length === 0) return ['  none'];
  const columns: Column<SymbolRows>[] = [
    { title: 'Symbol', value: ({ symbol }) => symbol },
    { title: 'Bars', value: ({ bars }) => bars },
    { title: 'First', value: ({ first_bar }) => first_bar },
    { title: 'Last', value: ({ last_bar }) => last_bar },
    { title: 'Dividends', value: ({ dividends }) => dividends },
    { title: 'Splits', value: ({ splits }) => splits },
    { title: 'Options', value: ({ options }) => options },
  ];
  return indented(renderTable(columns, symbols.slice(0, mostSymbols), style));
}
