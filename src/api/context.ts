import type { Config } from '../config/schema.ts';
import type { Ready } from '../contract/health.ts';
import type { ChangeSource } from '../domain/change-source.ts';
import type { MarketStore } from '../domain/market-store.ts';
import type { Staleness } from '../domain/staleness.ts';
import type { AccessService } from '../manager/access/access-service.ts';
import type { AlertService } from '../manager/alerts/alert-service.ts';
import type { WebhookService } from '../manager/alerts/webhook-service.ts';
import type { PortfolioService } from '../manager/portfolios/portfolio-service.ts';
import type { StockulaManager } from '../manager/stockula-manager.ts';
import type { WatchlistService } from '../manager/watchlists/watchlist-service.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { MetricRegistry } from '../telemetry/metrics.ts';
import type { Analyses } from './analyses.ts';
import type { DataServices } from './data-services.ts';
import type { MigrationControl } from './migration-control.ts';

/** What routes may ask of the market while they answer one question. */
export interface AskedMarket {
  readonly config: Config;
  readonly store: MarketStore;
  readonly manager: StockulaManager;
  /** Set where a legacy file stands in for the database. */
  readonly stale: Staleness | null;
}

/** Knows whether questions can be answered. */
export interface HealthService {
  ready(): Promise<Ready>;
}

/** Everything routes answer from. The composition root (`src/app/serve.ts`) makes it. */
export interface ApiContext {
  /** As the configuration file has it now. */
  readonly config: () => Config;
  /** Lends the market for one question, which is asked again where the database is lost on the way: it only reads. */
  readonly ask: <Answer>(question: (market: AskedMarket) => Promise<Answer>) => Promise<Answer>;
  readonly access: AccessService;
  readonly watchlists: WatchlistService;
  readonly health: HealthService;
  /** Tells of data as they are written. */
  readonly changes: ChangeSource;
  readonly data: DataServices;
  /** Questions that take long. */
  readonly analyses: Analyses;
  readonly log: Logger;
  readonly metrics: MetricRegistry;
  readonly portfolios: PortfolioService;
  readonly alerts: AlertService;
  readonly webhooks: WebhookService;
  readonly migration: MigrationControl;
  /** Folder of the built dashboard; null where there is none. */
  readonly dashboard: string | null;
  /** Whether answers are held against their schemas, and refused with 500 where they differ: for tests. */
  readonly checkAnswers: boolean;
}
