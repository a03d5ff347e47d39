import { isLoopbackHost } from '../api/access/loopback.ts';
import { buildApi } from '../api/build-api.ts';
import { StockulaError } from '../domain/errors.ts';
import { createLogger, loggerOptions } from '../telemetry/logger.ts';
import { MetricRegistry } from '../telemetry/metrics.ts';
import { openAccess } from './access-service.ts';
import { openAlerts } from './alert-service.ts';
import { analysisService } from './analysis-service.ts';
import { openChanges } from './change-source.ts';
import type { AppOptions } from './configuration.ts';
import { dashboardFolder } from './dashboard-folder.ts';
import { openDataServices } from './data-services.ts';
import { healthOf } from './health-service.ts';
import { openLiveMarket } from './live-market.ts';
import { MigrationCommands } from './migration-commands.ts';
import { ownDatabase } from './own-database.ts';
import { portfolioService } from './portfolio-service.ts';
import { watchlistService } from './watchlist-service.ts';

export interface ServeOptions extends Omit<AppOptions, 'metrics' | 'longLived'> {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly checkAnswers?: boolean;
  /** Folder of the dashboard, null for none; by default the one of the project, built where it has to be. */
  readonly dashboard?: string | null;
}

/** A server that answers until it is closed. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the market, and the API and dashboard over it.
 * @throws StockulaError as openLiveMarket; PORT_UNAVAILABLE; ADMIN_MISSING
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const metrics = new MetricRegistry();
  const market = await openLiveMarket({ ...options, longLived: true, metrics });
  const config = () => market.loaded.config;
  const database = ownDatabase(market, async () => (await import('./app.ts')).openApp(options));
  const log = createLogger(loggerOptions(config().logging));
  const { access, close: closeAccess } = await openAccess(database, config, log);
  const { changes, close: closeChanges } = openChanges(database);
  const data = openDataServices({ database, market, config, configFile: options.configFile });
  const { configFile, values } = options;
  const analyses = analysisService({ configFile, values, config, database, log, metrics });
  const portfolios = portfolioService(database);
  const { close: closeAlerts, ...alerts } = openAlerts({
    database,
    market,
    portfolios,
    changes,
    config,
    log,
  });
  const close = async () => {
    await analyses.close();
    await closeAlerts();
    await closeChanges();
    await data.close();
    await closeAccess();
    await database.close();
    await market.close();
  };
  const migration = new MigrationCommands(() => market.loaded, options.configFile);
  try {
    const host = options.host ?? config().api.host;
    if (!isLoopbackHost(host)) await access.requireAdminFor(host);
    const dashboard =
      options.dashboard === undefined
        ? await dashboardFolder((text) => options.onProgress?.(text))
        : options.dashboard;
    const api = await buildApi({
      config,
      ask: (question) => market.use(question),
      access,
      health: healthOf(market, metrics),
      changes,
      data,
      analyses,
      log,
      watchlists: watchlistService(database),
      metrics,
      portfolios,
      ...alerts,
      migration,
      dashboard,
      checkAnswers: options.checkAnswers ?? false,
    });
    const port = options.port ?? config().api.port;
    const url = await api.listen({ host, port }).catch((error: unknown) => {
      throw portUnavailable(host, port, error);
    });
    return {
      url,
      close: async () => {
        migration.stop();
        await api.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function portUnavailable(host: string, port: number, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  return new StockulaError(
    'PORT_UNAVAILABLE',
    {
      expected: `to listen on port ${port} of ${host}`,
      got: error.message,
      remedy: 'Give another port (--port, or api.port), or stop what listens there.',
    },
    error,
  );
}
