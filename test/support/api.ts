import type { Analyses } from '../../src/api/analyses.ts';
import type { ApiContext } from '../../src/api/context.ts';
import { openAccess } from '../../src/app/access-service.ts';
import { openDataServices } from '../../src/app/data-services.ts';
import { MigrationCommands } from '../../src/app/migration-commands.ts';
import { watchlistService } from '../../src/app/watchlist-service.ts';
import { loadConfig } from '../../src/config/load.ts';
import { AlertService } from '../../src/manager/alerts/alert-service.ts';
import { WebhookService } from '../../src/manager/alerts/webhook-service.ts';
import { PortfolioService } from '../../src/manager/portfolios/portfolio-service.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { MetricRegistry } from '../../src/telemetry/metrics.ts';

const absent = () => Promise.reject(new Error('there is no market here'));
const nothing = () => Promise.reject(new Error('there is no queue here'));
const noAnalyses: Analyses = {
  submit: nothing,
  list: nothing,
  find: nothing,
  cancel: nothing,
  answerOf: nothing,
  watch: () => () => undefined,
};

/** What the API is built from where nothing is asked of it: for its OpenAPI document. */
export async function contextWithoutMarket(): Promise<ApiContext> {
  const loaded = await loadConfig({ flags: {}, env: {}, cwd: '/' });
  const { config } = loaded;
  const noDatabase = () => Promise.reject(new Error('there is no database here'));
  const log = createLogger({ level: 'CRITICAL', destination: 'stderr' });
  const noOwnDatabase = { read: noDatabase, write: noDatabase, close: async () => undefined };
  const { access } = await openAccess(noOwnDatabase, () => config, log);
  return {
    config: () => config,
    ask: () => Promise.reject(new Error('there is no market here')),
    access,
    changes: { follow: () => () => undefined },
    data: openDataServices({
      database: { read: noDatabase, write: noDatabase },
      market: { use: noDatabase },
      config: () => config,
      configFile: undefined,
    }),
    log,
    watchlists: watchlistService(noOwnDatabase),
    health: { ready: () => Promise.reject(new Error('there is no market here')) },
    analyses: noAnalyses,
    metrics: new MetricRegistry(),
    portfolios: new PortfolioService({
      list: absent,
      find: absent,
      create: absent,
      replace: absent,
      delete: absent,
    }),
    alerts: new AlertService(
      {
        list: absent,
        create: absent,
        replace: absent,
        delete: absent,
        find: absent,
        toEvaluate: absent,
        record: absent,
        events: absent,
        countUnacknowledged: absent,
        acknowledge: absent,
      },
      () => undefined,
    ),
    webhooks: new WebhookService(
      {
        list: absent,
        create: absent,
        delete: absent,
        target: absent,
        claim: absent,
        settle: absent,
        nextDueMs: absent,
      },
      () => ({ allowPrivate: false }),
    ),
    migration: new MigrationCommands(() => loaded, undefined),
    dashboard: null,
    checkAnswers: true,
  };
}
