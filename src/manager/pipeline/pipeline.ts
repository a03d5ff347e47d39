import type { EpochMs } from '../../domain/nominal.ts';
import type { MarketSource } from '../../domain/source.ts';
import type { Database } from '../../storage/timescale/database.ts';
import type { StoragePolicies } from '../../storage/timescale/policies.ts';
import type { Metrics } from '../../telemetry/metric-table.ts';

/** What data are fetched from; the name of who answered is in each answer. */
export type Provider = Pick<MarketSource, 'bars' | 'optionChain' | 'company'>;

/** What the pipeline works with. */
export interface Pipeline {
  readonly database: Database;
  readonly policies: StoragePolicies;
  readonly provider: Provider;
  readonly metrics: Metrics;
  /** Told after a commit which tags have changed, for this process's own cache; others hear of it by notice. */
  readonly onChanged: (tags: readonly string[]) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => EpochMs;
}
