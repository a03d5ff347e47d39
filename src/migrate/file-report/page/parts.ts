import { type Content, type Html, html } from './html.ts';

/** A part of the page with a heading of its own. */
export function section(id: string, title: string, ...content: readonly Content[]): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>
`;
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Content;
  readonly numeric?: boolean;
}

/** A table whose first column names the row. Too wide a table scrolls by itself, by keyboard too. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const [first, ...others] = columns;
  return html`<p class="caption">${caption}</p>
<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<thead><tr>${columns.map(({ title, numeric }) => html`<th scope="col"${classOf(numeric)}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr><th scope="row">${first?.cell(row)}</th>${others.map(
    ({ cell, numeric }) => html`<td${classOf(numeric)}>${cell(row)}</td>`,
  )}</tr>
`,
)}</tbody>
</table></div>
`;
}

function classOf(numeric: boolean | undefined): Html {
  return numeric ? html` class="n"` : html``;
}

/** Names and what they stand for. */
export function facts(...pairs: readonly (readonly [string, Content])[]): Html {
  return html`<dl class="facts">
${pairs.map(
  ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
)}</dl>
`;
}

/** A bar beside a figure that says the same, hence hidden from those who listen. @param share 0 to 1 */
export function bar(share: number, kind: 'old' | 'new' | 'side'): Html {
  const width = Math.max(0.5, Math.min(1, share) * 100).toFixed(1);
  return html`<svg class="bar ${kind}" aria-hidden="true" focusable="false"><rect class="track" width="100%" height="100%"/><rect width="${width}%" height="100%"/></svg>`;
}
