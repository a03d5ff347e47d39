import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { counted } from '../../domain/counted.ts';
import { type AlignedColumn, cellOf, titleOf } from './column.ts';
import type { Style } from './style.ts';

/** No terminal shows more, and the library's time grows with their square. */
const mostRows = 500;
/** A text is not shortened below this: what would be left says too little. */
const leastText = 12;
const gap = 2;

/**
 * A table as wide as the terminal at most. Boxed where it fits; else without lines; else with its longest texts
 * shortened, never a number; and where even that is too wide, one block of lines for each row, with everything whole.
 */
export function renderTerminalTable<Row>(
  columns: readonly AlignedColumn<Row>[],
  rows: readonly Row[],
  style: Style,
): string {
  const shown = rows.slice(0, mostRows);
  const cells = shown.map((row) => columns.map((column) => cellOf(column, row, style).painted));
  const rest = rows.length - shown.length;
  return [
    ...fitted(columns, cells, style),
    ...(rest > 0 ? [`… and ${counted(rest, 'more row')}: use -o csv or -o json to have them all`] : []),
  ].join('\n');
}

function fitted<Row>(
  columns: readonly AlignedColumn<Row>[],
  cells: readonly (readonly string[])[],
  style: Style,
): string[] {
  const titles = columns.map((column) => titleOf(column, style).painted);
  const alignments = columns.map(({ align }) => align);
  const boxed = draw(titles, alignments, cells, {});
  const [edge = ''] = boxed.split('\n');
  if (style.width === null || edge.length <= style.width) return [boxed];
  const natural = naturalWidths(edge);
  const room = style.width - gap * (columns.length - 1);
  const widths = shortened(
    natural,
    columns.map(({ align, whole }) => align === 'left' && !whole),
    room,
  );
  if (widths === null) return blocks(titles, cells, style);
  const isCut = widths.some((width, at) => width < (natural[at] ?? 0));
  const open = draw(titles, alignments, cells, { ...withoutLines, colWidths: widths.map((w) => w + gap) });
  const lines = open.split('\n').map((line) => line.trimEnd());
  return [
    lines.join('\n'),
    ...(isCut ? [style.colors.dim('Texts are shortened to fit; -o json has them whole.')] : []),
  ];
}

const withoutLines: Table.TableConstructorOptions = {
  chars: Object.fromEntries(
    [
      ...['top', 'bottom'].flatMap((side) => ['', '-mid', '-left', '-right'].map((part) => side + part)),
      ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
    ].map((name) => [name, '']),
  ),
};

function draw(
  titles: readonly string[],
  colAligns: ('left' | 'right')[],
  cells: readonly (readonly string[])[],
  form: Table.TableConstructorOptions,
): string {
  const padding = form.chars ? { 'padding-left': 0, 'padding-right': gap } : {};
  const table = new Table({
    head: [...titles],
    colAligns,
    ...form,
    // The library would colour heads and lines by itself, whatever the stream is.
    style: { head: [], border: [], compact: true, ...padding },
  });
  for (const row of cells) table.push([...row]);
  return table.toString();
}

/** The library measures texts as terminals show them; the upper edge of its box tells what it found. */
function naturalWidths(edge: string): number[] {
  return edge
    .slice(1, -1)
    .split('┬')
    .map((segment) => segment.length - 2);
}

/** Widths that fill the room, taken from the widest texts first; null where that is not enough. */
function shortened(natural: readonly number[], isText: readonly boolean[], room: number): number[] | null {
  const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);
  const capped = (cap: number): number[] =>
    natural.map((width, at) => (isText[at] ? Math.min(width, cap) : width));
  for (let cap = Math.max(leastText, Math.min(room, Math.max(...natural))); cap >= leastText; cap -= 1) {
    const widths = capped(cap);
    if (total(widths) <= room) return widths;
  }
  return null;
}

/** One line for each column, as psql's expanded form has it. */
function blocks(
  titles: readonly string[],
  cells: readonly (readonly string[])[],
  { colors, width }: Style,
): string[] {
  const seen = titles.map((title) => stripVTControlCharacters(title).length);
  const widest = Math.max(...seen);
  return cells.flatMap((row, number) => [
    colors.dim(`─[ ${number + 1} ]`.padEnd(Math.min(40, width ?? 40), '─')),
    ...row.map(
      (cell, at) => `${titles[at] ?? ''}${' '.repeat(widest - (seen[at] ?? 0) + gap)}${cell.trim()}`,
    ),
  ]);
}
