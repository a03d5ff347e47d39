import { counted } from '../../domain/counted.ts';
import type { ChunkPlan, CorporateAction, MigrationPlan, Seam } from '../../migrate/plan/plan-report.ts';
import { formatBytes } from './bytes.ts';
import { indented } from './indented.ts';
import { formatCount } from './numbers.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

const mostSeams = 10;

export function retentionLines({ retention }: MigrationPlan): string[] {
  const { window, cutoff, rows_older_than_retention: older, policy_created_paused } = retention;
  if (window === null || cutoff === null)
    return ['  storage.retention_raw_bars is never: no bars are dropped.'];
  const day = cutoff.slice(0, 10);
  if (!policy_created_paused) return [`  No bars are older than ${window} (before ${day}).`];
  return [
    `  ${counted(older, 'bar is', 'bars are')} older than ${window} (before ${day}): written all the same. The policy that would drop what is that old is created paused: nothing is dropped until you confirm it.`,
  ];
}

export function chunkLines({ chunks }: MigrationPlan, style: Style): string[] {
  const columns: Column<ChunkPlan>[] = [
    { title: 'Table', value: ({ table }) => table },
    { title: 'Width for history', value: ({ width }) => width },
    { title: 'Chunks', value: ({ history_chunks }) => history_chunks },
    { title: 'One-day chunks', value: ({ recent_chunks }) => recent_chunks },
  ];
  const used = chunks.filter(({ history_chunks, recent_chunks }) => history_chunks + recent_chunks > 0);
  return used.length === 0 ? ['  none'] : indented(renderTable(columns, used, style));
}

export function seamLines({ seams }: MigrationPlan, style: Style): string[] {
  const { count, bars_without_fetch_time: unknown, list } = seams;
  const blind =
    unknown === 0
      ? []
      : [`  ${counted(unknown, 'bar does', 'bars do')} not say when fetched; seams there go unseen.`];
  if (count === 0) return ['  none found', ...blind];
  const columns: Column<Seam>[] = [
    { title: 'Symbol', value: ({ symbol }) => symbol },
    { title: 'Bars', value: ({ interval }) => interval },
    { title: 'From', value: ({ at }) => at.slice(0, 10) },
    { title: 'Fetched', value: ({ fetched_before }) => fetched_before.slice(0, 10) },
    { title: 'then', value: ({ fetched_after }) => fetched_after.slice(0, 10) },
    { title: 'Action in between', value: ({ actions }) => actionsText(actions) },
  ];
  return [
    '  From these bars on, prices are adjusted for a split or dividend for which those before are not, or the other way round: the series jumps there. They are written as they are; only fetching the symbol again mends them.',
    ...indented(renderTable(columns, list.slice(0, mostSeams), style)),
    ...(count > mostSeams ? [`  … and ${formatCount(count - mostSeams)} more (-o json lists them)`] : []),
    ...blind,
  ];
}

/** Splits say more than dividends. */
function actionsText(actions: readonly CorporateAction[]): string {
  const first = actions.find(({ kind }) => kind === 'split') ?? actions[0];
  if (first === undefined) return '';
  const rest = actions.length > 1 ? ` +${actions.length - 1}` : '';
  return `${first.kind} ${first.date}${rest}`;
}

export function estimateLines(
  { estimate: { disk, time, basis }, target }: MigrationPlan,
  { colors }: Style,
): string[] {
  const server = target.kind === 'server';
  const rows: [string, string][] = [
    ['Snapshot, meanwhile', formatBytes(disk.snapshot_bytes)],
    ['Database', formatBytes(disk.target_bytes)],
    ['Until compressed, more', formatBytes(disk.uncompressed_bytes)],
    ['Write-ahead log', formatBytes(disk.write_ahead_log_bytes)],
    ['All at once', formatBytes(disk.peak_bytes)],
    ['Free', `${formatBytes(disk.free_bytes)}${disk.enough ? '' : '  NOT ENOUGH'}`],
    ['Time', durationText(time.total_seconds)],
  ];
  const parts = `open ${durationText(time.open_seconds)}, copy ${durationText(time.copy_seconds)}, aggregate and compress ${durationText(time.finish_seconds)}, verify ${durationText(time.verify_seconds)}`;
  return [
    ...rows.map(([name, value]) => `  ${name.padEnd(24)}${value.padStart(9)}`),
    `  of which ${parts}`,
    `  Free is the disk at ${printable(disk.free_at)}.${server ? ' On it only the snapshot is made; the rest is on the server, which was not asked.' : ''}`,
    ...basis.map((text) => colors.dim(`  - ${text}`)),
  ];
}

function durationText(seconds: number): string {
  if (seconds < 90) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
