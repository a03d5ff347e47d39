import type { EpochMs } from '../../domain/nominal.ts';
import type { RateSource } from '../../domain/source.ts';
import type { ProviderChain } from '../../sources/provider-chain.ts';
import type { Database } from '../../storage/timescale/database.ts';
import type { StoragePolicies } from '../../storage/timescale/policies.ts';
import type { Metrics } from '../../telemetry/metric-table.ts';

/** What the pipeline works with. */
export interface Pipeline {
  readonly database: Database;
  readonly policies: StoragePolicies;
  readonly market: ProviderChain;
  readonly rates: RateSource;
  readonly metrics: Metrics;
  /** Told after a commit which tags have changed, for this process's own cache; others hear of it by notice. */
  readonly onChanged: (tags: readonly string[]) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => EpochMs;
}
