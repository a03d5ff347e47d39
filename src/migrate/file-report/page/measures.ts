import { counted } from '../../../domain/counted.ts';
import type { MigrationFile } from '../migration-file.ts';
import { type Content, type Html, html } from './html.ts';
import { bar, section, table } from './parts.ts';
import { bytesText, countText, millisecondsText, ratioText } from './text.ts';

type Relation = MigrationFile['sizes']['relations'][number];
type Timing = MigrationFile['queries']['timings'][number];

const sizeOf = ({ table_bytes, index_bytes }: Relation): number => table_bytes + index_bytes;

interface SizeRow {
  readonly what: string;
  readonly bytes: number;
  readonly kind: 'old' | 'new' | 'side';
}

/** Before and after. Aggregates and notes of the migration itself have no counterpart in the SQLite file. */
export function sizes({ sizes }: MigrationFile): Html {
  const total = (...kinds: readonly Relation['kind'][]): number =>
    sizes.relations.filter(({ kind }) => kinds.includes(kind)).reduce((sum, row) => sum + sizeOf(row), 0);
  const before = sizes.sqlite_bytes;
  const catalogues = Math.max(0, sizes.database_bytes - total('hypertable', 'table', 'aggregate', 'journal'));
  const rows: SizeRow[] = [
    ...(before === null ? [] : [{ what: 'Before: the SQLite file', bytes: before, kind: 'old' as const }]),
    { what: 'After: the same data with its indexes', bytes: total('hypertable', 'table'), kind: 'new' },
    { what: 'Beside it: aggregates', bytes: total('aggregate'), kind: 'side' },
    { what: 'Beside it: quarantine and journal', bytes: total('journal'), kind: 'side' },
    { what: 'Beside it: PostgreSQL’s own catalogues', bytes: catalogues, kind: 'side' },
    { what: 'All of the database', bytes: sizes.database_bytes, kind: 'side' },
  ];
  const largest = Math.max(...rows.map(({ bytes }) => bytes));
  return section(
    'sizes',
    'Sizes',
    table(
      'Before and after, as it was when this report was written',
      [
        { title: 'What', cell: ({ what }) => what },
        { title: 'Size', numeric: true, cell: ({ bytes }) => bytesText(bytes) },
        { title: 'Of the SQLite file', numeric: true, cell: ({ bytes }) => percentText(bytes, before) },
        { title: 'Side by side', cell: ({ bytes, kind }) => bar(bytes / largest, kind) },
      ],
      rows,
    ),
    relations(sizes.relations),
    html`<p class="soft">The database’s write-ahead log comes on top and is written over again. What is younger than the compression policy asks for is not compressed yet.</p>`,
  );
}

function percentText(bytes: number, of: number | null): string {
  return of ? `${countText((bytes / of) * 100)} %` : '–';
}

function relations(all: readonly Relation[]): Html {
  const empty = (row: Relation): boolean => row.kind === 'table' && sizeOf(row) <= 32_768;
  return table(
    'Table by table',
    [
      { title: 'Table', cell: ({ name }) => name },
      { title: 'Kind', cell: ({ kind }) => kind },
      { title: 'Data', numeric: true, cell: ({ table_bytes }) => bytesText(table_bytes) },
      { title: 'Indexes', numeric: true, cell: ({ index_bytes }) => bytesText(index_bytes) },
      { title: 'Compressed chunks of it', cell: compression },
    ],
    all.filter((row) => !empty(row)),
  );
}

function compression({ bytes_before_compression: before, bytes_after_compression: after }: Relation): string {
  if (before === null || after === null) return '–';
  return `${bytesText(before)} → ${bytesText(after)}`;
}

/** The same questions to both databases, whichever was the faster one. */
export function queries({ queries }: MigrationFile): Html {
  if (!queries.series)
    return section('queries', 'Query times', html`<p>No daily bars are stored that could be asked for.</p>`);
  const runs = queries.timings.map(({ timescaledb }) => timescaledb.runs_ms.length);
  const [fewest, most] = [Math.min(...runs), Math.max(...runs)];
  return section(
    'queries',
    'Query times',
    table(
      `Medians of ${fewest === most ? most : `${fewest} to ${most}`} runs on your own data; ${queries.series.symbol} has ${counted(queries.series.bars, 'daily bar')}`,
      [
        { title: 'Question', cell: ({ question }) => question },
        { title: 'SQLite', numeric: true, cell: (timing) => time(timing, 'sqlite', 'old') },
        { title: 'TimescaleDB', numeric: true, cell: (timing) => time(timing, 'timescaledb', 'new') },
        { title: 'TimescaleDB is', cell: comparison },
        { title: 'Rows', numeric: true, cell: answers },
      ],
      queries.timings,
    ),
    html`<p class="soft">Asked in turns, from the same process, until the last row is there; the first answer of each does not count. SQLite is read in this very process, without anything between; TimescaleDB answers through a connection, which costs each question a little. Statements and single times are in the JSON file. Where the numbers of rows differ, rows are in quarantine or were merged, or the file has changed since.</p>`,
  );
}

function time(timing: Timing, side: 'sqlite' | 'timescaledb', kind: 'old' | 'new'): Content {
  const measured = timing[side];
  if (!measured) return '–';
  const longest = Math.max(timing.timescaledb.median_ms, timing.sqlite?.median_ms ?? 0);
  return html`${millisecondsText(measured.median_ms)}${bar(measured.median_ms / longest, kind)}`;
}

function comparison({ ratio }: Timing): Content {
  if (ratio === null) return '–';
  const { text, winner } = ratioText(ratio);
  return winner === 'timescaledb'
    ? html`<strong class="good whole">${text}</strong>`
    : html`<span class="whole">${text}</span>`;
}

function answers({ sqlite, timescaledb }: Timing): string {
  if (!sqlite || sqlite.rows === timescaledb.rows) return countText(timescaledb.rows);
  return `${countText(sqlite.rows)} / ${countText(timescaledb.rows)}`;
}
