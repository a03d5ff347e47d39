import { counted } from '../../domain/counted.ts';
import { defects } from '../../domain/defect.ts';
import { repairs } from '../../domain/repair.ts';
import type { MigrationReport, TableReport } from '../../migrate/report.ts';
import { formatCount, formatDecimal } from './numbers.ts';
import { type Style, styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

const mostDifferences = 10;

/**
 * A migration's outcome as people read it. Ends with a newline.
 * @param totalSeconds of all steps, where the comparison was one of several; null where it was all
 */
export function renderMigration(
  report: MigrationReport,
  isTty = false,
  totalSeconds: number | null = null,
): string {
  const style = styleFor(isTty);
  const count = (title: string, value: (table: TableReport) => number): Column<TableReport> => ({
    title,
    value,
    format: formatCount,
  });
  const columns: Column<TableReport>[] = [
    { title: 'Table', value: ({ name }) => name },
    { title: 'Goes to', value: ({ target }) => target },
    count('Read', ({ read }) => read),
    count('Written', ({ written }) => written),
    ...(keptOf(report).length > 0 ? [count('Kept', ({ kept }) => kept)] : []),
    count('Merged', ({ merged }) => merged),
    count('Quarantined', ({ quarantined }) => quarantined),
    {
      title: 'Checksums',
      value: ({ checksum_match }) => (checksum_match ? 'equal' : 'DIFFER'),
      paint: (text, table, colors) => (table.checksum_match ? colors.green(text) : colors.red(text)),
    },
  ];
  const shown = report.tables.filter(({ read, checksum_match }) => read > 0 || !checksum_match);
  const empty = report.tables.filter((table) => !shown.includes(table)).map(({ name }) => name);
  return [
    renderTable(columns, shown, style),
    ...(empty.length > 0 ? [style.colors.dim(`Empty in the source: ${empty.join(', ')}.`)] : []),
    ...quarantineLines(report, style),
    ...repairLines(report, style),
    ...keptLines(report, style),
    ...retentionLines(report),
    ...differenceLines(report, style),
    '',
    ...outcome(report, totalSeconds, style),
    '',
  ].join('\n');
}

function quarantineLines({ quarantine }: MigrationReport, { colors }: Style): string[] {
  if (quarantine.length === 0) return [];
  return [
    '',
    `${colors.bold('Quarantined')} (kept whole; list them with: stockula migrate quarantine)`,
    ...quarantine.map(
      ({ table, reason, count }) =>
        `  ${formatCount(count).padStart(6)}  ${table}: ${reason} – a row that ${defects[reason]}`,
    ),
  ];
}

function repairLines({ repairs: repaired }: MigrationReport, { colors }: Style): string[] {
  if (repaired.length === 0) return [];
  return [
    '',
    `${colors.bold('Repaired')} (list them with: stockula migrate repairs)`,
    ...repaired.map(
      ({ table, kind, count }) => `  ${formatCount(count).padStart(6)}  ${table}: ${kind} – ${repairs[kind]}`,
    ),
  ];
}

const keptOf = ({ tables }: MigrationReport): TableReport[] => tables.filter(({ kept }) => kept > 0);

function keptLines(report: MigrationReport, { colors }: Style): string[] {
  const tables = keptOf(report);
  if (tables.length === 0) return [];
  return [
    '',
    `${colors.bold('Kept')} (Stockula has rows of its own in their place, fetched, imported or released; these stay)`,
    ...tables.map(({ name, kept }) => `  ${formatCount(kept).padStart(6)}  ${name}`),
  ];
}

function retentionLines({
  rows_older_than_retention: old,
  retention_paused: paused,
}: MigrationReport): string[] {
  if (old === 0) return [];
  const fate = paused
    ? 'no retention policy runs on them, nothing will be dropped.'
    : 'the retention policy is on and DROPS them when it runs next.';
  return ['', `${counted(old, 'bar is', 'bars are')} older than the retention window: ${fate}`];
}

function differenceLines({ differences }: MigrationReport, { colors }: Style): string[] {
  if (differences.length === 0) return [];
  const rest = differences.length - mostDifferences;
  return [
    '',
    colors.red('Source and target differ:'),
    ...differences
      .slice(0, mostDifferences)
      .map(({ table, group, expected_rows, found_rows }) =>
        expected_rows === found_rows
          ? `  ${table} ${group}: ${counted(expected_rows, 'row')} on both sides, but other values`
          : `  ${table} ${group}: expected ${counted(expected_rows, 'row')}, found ${formatCount(found_rows)}`,
      ),
    ...(rest > 0 ? [`  … and ${formatCount(rest)} more`] : []),
    ...remedies(differences),
  ];
}

/** A run writes what is missing or other; it never deletes, so rows that the source lost stay. */
function remedies(differences: MigrationReport['differences']): string[] {
  const surplus = differences.some((difference) => difference.found_rows > difference.expected_rows);
  return [
    'Run "stockula migrate run" again: it compares every row and writes what is missing or other.',
    ...(surplus
      ? [
          'Where more rows were found than expected, the source has lost rows since: they are kept here until you run "stockula migrate follow --drain", which carries deletions over too.',
        ]
      : []),
  ];
}

function outcome(
  { status, seconds, rows_per_second: rate, source }: MigrationReport,
  totalSeconds: number | null,
  { colors }: Style,
): string[] {
  const head = status === 'verified' ? colors.green('Verified') : colors.red('Not verified');
  const work = rate === null ? 'Snapshot and comparison' : 'Snapshot, copy and comparison';
  const speed = rate === null ? '' : ` (${counted(rate, 'row')} a second copied)`;
  const total = totalSeconds === null ? '' : `; all steps together: ${formatDecimal(totalSeconds, 1)} s`;
  return [
    `${head}: ${source.path} (generation ${source.generation})`,
    `${work}: ${formatDecimal(seconds, 1)} s${speed}${total}.`,
  ];
}
