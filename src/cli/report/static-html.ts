import { formatDecimal } from '../output/numbers.ts';
import { escapeHtml } from './escape.ts';
import type { ReportSection } from './section.ts';

type Section<Kind extends ReportSection['kind']> = Extract<ReportSection, { kind: Kind }>;

/** Sections that need no script to be read, as HTML without their title. */
export function staticHtml(section: Section<'text' | 'table' | 'heatmap'>): string {
  if (section.kind === 'text')
    return section.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n');
  return section.kind === 'table' ? tableHtml(section) : heatHtml(section);
}

function tableHtml({ columns, rows }: Section<'table'>): string {
  const isNumeric = columns.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const classOf = (at: number): string => (isNumeric[at] ? ' class="number"' : '');
  const head = columns.map(
    ({ title }, at) =>
      `<th scope="col"${classOf(at)}><button type="button">${escapeHtml(title)}</button></th>`,
  );
  const cells = (row: readonly (string | number | null)[]): string =>
    columns
      .map(({ decimals, unit = '' }, at) => {
        const value = row[at] ?? null;
        if (value === null) return `<td${classOf(at)}>–</td>`;
        if (typeof value === 'string') return `<td${classOf(at)}>${escapeHtml(value)}</td>`;
        const text = `${decimals === undefined ? upToFour(value) : formatDecimal(value, decimals)}${unit}`;
        return `<td${classOf(at)} data-value="${value}">${escapeHtml(text)}</td>`;
      })
      .join('');
  const body = rows.map((row) => `<tr>${cells(row)}</tr>`);
  return `<div class="scroll"><table class="sortable"><thead><tr>${head.join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`;
}

function upToFour(value: number): string {
  const text = formatDecimal(value, 4);
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

const steps = 10;
/** With more columns than this, a cell has no room for its number. */
const columnsWithNumbers = 16;

function heatHtml({ rowName, columnName, rows, columns, values, unit = '' }: Section<'heatmap'>): string {
  const known = values.flat().filter((value) => value !== null && Number.isFinite(value));
  const low = known.reduce<number>(
    (least, value) => Math.min(least, value ?? least),
    Number.POSITIVE_INFINITY,
  );
  const high = known.reduce<number>((most, value) => Math.max(most, value ?? most), Number.NEGATIVE_INFINITY);
  const cell = (row: number, column: number): string => {
    const value = values[row]?.[column] ?? null;
    const place = `${columnName} ${columns[column]}, ${rowName} ${rows[row]}`;
    if (value === null || !Number.isFinite(value)) return `<td title="${escapeHtml(place)}: no value"></td>`;
    const level = high > low ? (value - low) / (high - low) : 1;
    const text = `${formatDecimal(value, 2)}${unit}`;
    const best = value === high ? ' best' : '';
    return `<td class="h${Math.min(steps - 1, Math.floor(level * steps))}${best}" title="${escapeHtml(`${place}: ${text}`)}">${
      columns.length > columnsWithNumbers ? '' : escapeHtml(formatDecimal(value, 2))
    }</td>`;
  };
  const head = columns.map((name) => `<th scope="col">${escapeHtml(String(name))}</th>`).join('');
  const body = rows.map(
    (name, row) =>
      `<tr><th scope="row">${escapeHtml(String(name))}</th>${columns.map((_, at) => cell(row, at)).join('')}</tr>`,
  );
  return `<div class="scroll"><table class="heat"><thead><tr><th scope="col">${escapeHtml(rowName)} ↓ ${escapeHtml(
    columnName,
  )} →</th>${head}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>
<p class="note">From ${escapeHtml(`${formatDecimal(low, 2)}${unit}`)} to ${escapeHtml(
    `${formatDecimal(high, 2)}${unit}`,
  )}; the greatest is framed.</p>`;
}
