import { type Connected, rowsOf } from './targets.ts';

export interface Job {
  readonly job_id: number;
  /** Kind and relation, as in `retention ts_price_history`. */
  readonly what: string;
  readonly scheduled: boolean;
  readonly config: Readonly<Record<string, string | null>>;
}

/** The policies of ours. */
export function policyJobs(database: Connected): Promise<Job[]> {
  return rowsOf<Job>(
    database,
    `SELECT job_id, substr(proc_name, 8) || ' ' || hypertable_name AS what, scheduled,
       config - 'hypertable_id' - 'mat_hypertable_id' AS config
     FROM timescaledb_information.jobs
     WHERE proc_name LIKE 'policy%' AND hypertable_name IS NOT NULL ORDER BY what`,
  );
}

export async function policyJob(database: Connected, what: string): Promise<Job | undefined> {
  return (await policyJobs(database)).find((job) => job.what === what);
}

/** What the embedded engine's scheduler would run now. */
export async function dueJobs(database: Connected): Promise<string[]> {
  const rows = await rowsOf<{ what: string }>(
    database,
    `SELECT substr(proc_name, 8) || ' ' || hypertable_name AS what FROM stockula.due_jobs ORDER BY what`,
  );
  return rows.map(({ what }) => what);
}

export const everyPolicy = [
  'compression ts_options_calls',
  'compression ts_options_puts',
  'compression ts_price_history',
  'refresh_continuous_aggregate ts_price_daily',
  'refresh_continuous_aggregate ts_price_hourly',
  'refresh_continuous_aggregate ts_price_monthly',
  'refresh_continuous_aggregate ts_price_weekly',
  'retention ts_price_history',
];
