import type pg from 'pg';

/** How the time series are kept. Durations as PostgreSQL intervals, for example `7 days`; null means never. */
export interface StoragePolicies {
  readonly chunkIntervalPrices: string;
  readonly compressAfter: string | null;
  /** Raw bars older than this are dropped by the policy; the aggregates keep what they say. */
  readonly retentionRawBars: string | null;
}

/** A policy as the configuration asks for it, with TimescaleDB's names; no intervals: there is to be none. */
export type WantedPolicy = { readonly on: string } & (
  | { readonly kind: 'compression'; readonly intervals: { readonly compress_after: string } | null }
  | { readonly kind: 'retention'; readonly intervals: { readonly drop_after: string } | null }
  | {
      readonly kind: 'refresh_continuous_aggregate';
      readonly intervals: { readonly start_offset: string; readonly end_offset: string } | null;
      readonly every: string;
    }
);

const compressed = ['ts_price_history', 'ts_options_calls', 'ts_options_puts'];

interface RefreshWindow {
  /** How far back a refresh looks. Bars older than that are aggregated by whoever writes them. */
  readonly start: string;
  readonly end: string;
  readonly every: string;
  /** Reads raw bars, not another aggregate, whose rows no policy drops. */
  readonly readsRawBars: boolean;
}

const refreshWindows: Readonly<Record<string, RefreshWindow>> = {
  ts_price_hourly: { start: '7 days', end: '1 hour', every: '30 minutes', readsRawBars: true },
  ts_price_daily: { start: '30 days', end: '1 hour', every: '1 hour', readsRawBars: true },
  ts_price_weekly: { start: '90 days', end: '1 day', every: '1 day', readsRawBars: false },
  ts_price_monthly: { start: '180 days', end: '1 day', every: '1 day', readsRawBars: false },
};

/** Windows end before this part of the retention time is over, so that a slow refresh stays clear of a drop. */
const clearOfRetention = 0.9;

type Queryable = Pick<pg.Pool, 'query'>;

/** Every policy of ours, in the order in which they are applied. */
export async function wantedPolicies(
  client: Queryable,
  { compressAfter, retentionRawBars }: StoragePolicies,
): Promise<WantedPolicy[]> {
  const policies: WantedPolicy[] = compressed.map((on) => ({
    kind: 'compression',
    on,
    intervals: compressAfter === null ? null : { compress_after: compressAfter },
  }));
  for (const [on, { start, end, every, readsRawBars }] of Object.entries(refreshWindows)) {
    const offset = await startOfWindow(client, start, readsRawBars ? retentionRawBars : null);
    const intervals = { start_offset: offset, end_offset: end };
    policies.push({ kind: 'refresh_continuous_aggregate', on, intervals, every });
  }
  const retention = retentionRawBars === null ? null : { drop_after: retentionRawBars };
  return [...policies, { kind: 'retention', on: 'ts_price_history', intervals: retention }];
}

async function startOfWindow(client: Queryable, start: string, retention: string | null): Promise<string> {
  const { rows } = await client.query<{ start: string }>(
    'SELECT least($1::interval, $2::interval * $3)::text AS start',
    [start, retention, clearOfRetention],
  );
  return rows[0]?.start ?? start;
}

/** The job of a policy that exists. */
export interface FoundPolicy {
  readonly job_id: number;
  /** Whether its intervals are those that are wanted. */
  readonly same: boolean;
  /** Its own values of them. */
  readonly intervals: Readonly<Record<string, string | null>>;
}

/** The policy of that kind on a table or aggregate. */
export async function findPolicy(
  client: Queryable,
  { kind, on, intervals }: WantedPolicy,
): Promise<FoundPolicy | undefined> {
  const { rows } = await client.query<FoundPolicy>(
    `SELECT job_id, config - 'hypertable_id' - 'mat_hypertable_id' AS intervals, NOT EXISTS (
       SELECT FROM jsonb_each_text($3) AS wanted
       WHERE (config ->> wanted.key)::interval IS DISTINCT FROM wanted.value::interval) AS same
     FROM timescaledb_information.jobs WHERE proc_name = 'policy_' || $1 AND hypertable_name = $2`,
    [kind, on, JSON.stringify(intervals ?? {})],
  );
  return rows[0];
}

/** A policy that is not as the configuration asks for it; null where there is or should be none. */
export interface PolicyDifference {
  readonly kind: WantedPolicy['kind'];
  readonly on: string;
  readonly wanted: Readonly<Record<string, string>> | null;
  readonly found: Readonly<Record<string, string | null>> | null;
}

/** Compares the policies of a database of the community edition with what is wanted. Changes nothing. */
export async function policyDifferences(
  client: Queryable,
  policies: StoragePolicies,
): Promise<PolicyDifference[]> {
  const differences: PolicyDifference[] = [];
  for (const policy of await wantedPolicies(client, policies)) {
    const { kind, on, intervals: wanted } = policy;
    const found = await findPolicy(client, policy);
    const same = wanted === null ? found === undefined : found?.same === true;
    if (!same) differences.push({ kind, on, wanted, found: found?.intervals ?? null });
  }
  return differences;
}
