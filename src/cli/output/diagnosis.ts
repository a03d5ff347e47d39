import { counted } from '../../domain/counted.ts';
import type { Diagnosis } from '../../manager/doctor.ts';
import { formatBytes } from './bytes.ts';
import { formatCount, formatPercent } from './numbers.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { timeText } from './time.ts';

type Hypertable = Diagnosis['hypertables'][number];
type Job = Diagnosis['jobs'][number];

/** A diagnosis as people read it. Ends with a newline. */
export function renderDiagnosis(
  { database, stored, hypertables, jobs, findings }: Diagnosis,
  isTty = false,
): string {
  const style = styleFor(isTty);
  const { colors } = style;
  const tables: Column<Hypertable>[] = [
    { title: 'Hypertable', value: ({ name }) => name },
    { title: 'Chunks', value: ({ chunks }) => chunks, format: formatCount },
    { title: 'Compressed', value: ({ compressed_chunks }) => compressed_chunks, format: formatCount },
    { title: 'New chunks', value: ({ chunk_interval }) => chunk_interval },
    { title: 'Size', value: ({ bytes }) => formatBytes(bytes), align: 'right' },
    { title: 'Saved', value: saved, align: 'right' },
  ];
  const policies: Column<Job>[] = [
    { title: 'Policy', value: ({ what }) => what.replace('continuous aggregate', '').trim() },
    { title: 'On', value: ({ on }) => on },
    { title: 'Every', value: ({ every }) => every },
    {
      title: 'Last run (UTC)',
      value: ({ last_finished }) => last_finished && timeText(new Date(last_finished)),
      whole: true,
    },
    { title: 'State', value: stateOf },
  ];
  return [
    `${colors.bold('Database')}  ${database.place}`,
    `          TimescaleDB ${database.timescaledb} (${database.edition} edition, library loaded) on PostgreSQL ${database.postgresql}`,
    `          schema version ${stored.schema_version}, ${counted(stored.symbols, 'symbol')}, ${counted(stored.quarantined, 'row')} in quarantine`,
    `          last migration: ${stored.last_migration ?? 'none'}${stored.last_migration_source ? ` (${stored.last_migration_source})` : ''}`,
    '',
    renderTable(tables, hypertables, style),
    ...(jobs.length > 0 ? ['', renderTable(policies, jobs, style)] : []),
    '',
    ...findings.flatMap(({ severity, what, remedy }) => [
      `${severity === 'problem' ? colors.red('✗ Problem') : colors.yellow('• Note')}: ${what}.`,
      `    ${colors.cyan(remedy)}`,
    ]),
    findings.some(({ severity }) => severity === 'problem') ? '' : colors.green('✓ Nothing is wrong.'),
    '',
  ].join('\n');
}

function stateOf({ paused, last_finished, last_failure }: Job): string {
  if (paused) return last_failure === null ? 'paused' : `paused; ${last_failure}`;
  return last_failure ?? (last_finished ? 'ok' : 'not run yet');
}

function saved({ bytes_before_compression: before, bytes_after_compression: after }: Hypertable): string {
  return before && after ? formatPercent((1 - after / before) * 100, { decimals: 0 }) : ' ';
}
