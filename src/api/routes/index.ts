import type { Routes } from '../api.ts';
import { addAccess } from './access/index.ts';
import { addAlerts } from './alerts.ts';
import { addAnalyses } from './analyses.ts';
import { addBacktests } from './backtests.ts';
import { addBars } from './bars.ts';
import { addCorporateActions } from './corporate-actions.ts';
import { addDataOperations } from './data-operations.ts';
import { addForecasts } from './forecasts.ts';
import { addFreshness } from './freshness.ts';
import { addHealth } from './health.ts';
import { addIndicators } from './indicators.ts';
import { addInstruments } from './instruments.ts';
import { addLive } from './live.ts';
import { addMigration } from './migration.ts';
import { addOptions } from './options.ts';
import { addPortfolioAnalyses } from './portfolio-analyses.ts';
import { addPortfolios } from './portfolios.ts';
import { addRuns } from './runs.ts';
import { addUdf } from './udf.ts';
import { addWatchlists } from './watchlists.ts';
import { addWebhooks } from './webhooks.ts';
import { addYahoo } from './yahoo.ts';

/** Every group of routes, in the order in which the OpenAPI document has them. */
const groups: readonly Routes[] = [
  addBars,
  addBacktests,
  addAnalyses,
  addRuns,
  addAccess,
  addFreshness,
  addHealth,
  addInstruments,
  addWatchlists,
  addPortfolioAnalyses,
  addForecasts,
  addPortfolios,
  addCorporateActions,
  addOptions,
  addIndicators,
  addLive,
  addUdf,
  addYahoo,
  addMigration,
  addDataOperations,
  addAlerts,
  addWebhooks,
];

export const addAllRoutes: Routes = (api, context) => {
  for (const add of groups) add(api, context);
};
