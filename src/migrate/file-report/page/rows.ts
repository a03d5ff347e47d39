import { counted } from '../../../domain/counted.ts';
import type { MigrationFile } from '../migration-file.ts';
import { type Html, html } from './html.ts';
import { type Column, section, table } from './parts.ts';
import { countText } from './text.ts';

type TableRow = MigrationFile['tables'][number];

/** Table by table: counts and checksums. */
export function tables(file: MigrationFile): Html {
  const shown = file.tables.filter(({ read, checksum_match }) => read > 0 || checksum_match !== true);
  const empty = file.tables.filter((row) => !shown.includes(row)).map(({ name }) => name);
  const anyKept = file.tables.some(({ kept }) => kept > 0);
  const count = (title: string, value: (row: TableRow) => number): Column<TableRow> => ({
    title,
    numeric: true,
    cell: (row) => countText(value(row)),
  });
  return section(
    'tables',
    'Tables',
    table(
      `Read = written + ${anyKept ? 'kept + ' : ''}merged + quarantined, in every table`,
      [
        { title: 'Table', cell: ({ name }) => name },
        { title: 'Goes to', cell: ({ target }) => target },
        count('Read', ({ read }) => read),
        count('Written', ({ written }) => written),
        ...(anyKept ? [count('Kept', ({ kept }) => kept)] : []),
        count('Merged', ({ merged }) => merged),
        count('Quarantined', ({ quarantined }) => quarantined),
        { title: 'Checksums of source and target', cell: checksums },
      ],
      shown,
    ),
    empty.length > 0 && html`<p class="soft">Empty in the source: ${empty.join(', ')}.</p>`,
    html`<p class="soft">Both sides compute checksums for themselves: this program from the rows of the SQLite file, the database from what it stores. Each is a SHA-256 over the checksums of all symbols and years of a table, its quarantined and merged rows included.</p>`,
    anyKept &&
      html`<p class="soft">Kept are rows in whose place the database has one that was fetched, imported or released by Stockula itself. Those stay as they are, and are no part of the checksums.</p>`,
  );
}

function checksums({ checksum_match, source_checksum: source, target_checksum: target }: TableRow): Html {
  const verdict = checksum_match
    ? html`<span class="good">✓ equal</span>`
    : html`<strong class="bad">✗ they differ</strong>`;
  if (source === null || target === null)
    return html`${verdict} <span class="soft">(not noted by the version that migrated)</span>`;
  return source === target
    ? html`${verdict} <code class="hash">${source}</code>`
    : html`${verdict} <code class="hash">source ${source}</code><code class="hash">target ${target}</code>`;
}

/** The page names so many differences; the JSON file has them all. */
const mostDifferences = 100;

/** Nothing where there are none. */
export function differences({ differences }: MigrationFile): Html | null {
  if (differences.length === 0) return null;
  const rest = differences.length - mostDifferences;
  return section(
    'differences',
    'Differences',
    table(
      'Where source and target differ',
      [
        { title: 'Table', cell: (row) => row.table },
        { title: 'Symbol and year, or part', cell: ({ group }) => group },
        { title: 'Rows expected', numeric: true, cell: (row) => countText(row.expected_rows) },
        { title: 'Rows found', numeric: true, cell: (row) => countText(row.found_rows) },
      ],
      differences.slice(0, mostDifferences),
    ),
    rest > 0 && html`<p>… and ${counted(rest, 'more difference')}, all in the JSON file.</p>`,
    html`<p>Where the numbers of rows are the same, values differ. Run <code>stockula migrate run</code> again: it compares every row and writes what is missing or other.</p>`,
  );
}

export function quarantine({ quarantine }: MigrationFile): Html {
  if (quarantine.reasons.length === 0)
    return section('quarantine', 'Quarantine', html`<p>No row was set aside.</p>`);
  return section(
    'quarantine',
    'Quarantine',
    html`<p>These rows could not be taken as they are. They are kept whole in the table <code>quarantine</code>. All of them are listed by</p>
<pre>${quarantine.list_command}</pre>
<p>and those of one line by adding <code>--table TABLE --reason REASON</code>.</p>`,
    table(
      'Rows that were set aside, by table and reason',
      [
        {
          title: 'Reason: each of these rows …',
          cell: ({ table: name, reason, explanation }) =>
            html`<span class="wide">${name}: <code>${reason}</code><br><span class="soft">${explanation}</span></span>`,
        },
        { title: 'Rows', numeric: true, cell: ({ count }) => countText(count) },
      ],
      quarantine.reasons,
    ),
  );
}

/** Nothing where no bar is old. */
export function retention({ retention: { rows_older, paused } }: MigrationFile): Html | null {
  if (rows_older === 0) return null;
  const fate = paused
    ? 'No retention policy runs on them: nothing is dropped until you resume it.'
    : 'The retention policy is on and drops them when it runs next.';
  return section(
    'retention',
    'Retention',
    html`<p>${counted(rows_older, 'bar lies', 'bars lie')} before the retention window. ${paused ? fate : html`<strong class="bad">${fate}</strong>`}</p>`,
  );
}
