import type { MigrationPlan } from './plan-report.ts';

/** What the user should look at before running the migration. */
export function warningsOf(
  { recovered, path }: MigrationPlan['source'],
  { kind }: MigrationPlan['target'],
  { disk }: MigrationPlan['estimate'],
): string[] {
  const needed = kind === 'server' ? disk.snapshot_bytes : disk.peak_bytes;
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en-US')} MB`;
  return [
    ...(disk.enough
      ? []
      : [
          `The disk at ${disk.free_at} has ${megabytes(disk.free_bytes)} free, about ${megabytes(needed)} are needed. Free some space, or choose another data directory (STOCKULA_DATA_DIR).`,
        ]),
    ...(recovered
      ? [
          `The last program that wrote to ${path} was cut off in the middle. What it had committed was read from a recovered copy; open the file once with the older application to settle it.`,
        ]
      : []),
  ];
}
