import type { Config } from '../config/schema.ts';
import type { AlertStore, WebhookStore } from '../domain/alert-store.ts';
import type { ChangeSource } from '../domain/change-source.ts';
import { AlertEngine } from '../manager/alerts/alert-engine.ts';
import { AlertService } from '../manager/alerts/alert-service.ts';
import { Deliveries } from '../manager/alerts/deliveries.ts';
import type { ObservedMarket } from '../manager/alerts/observe.ts';
import { WebhookService } from '../manager/alerts/webhook-service.ts';
import type { PortfolioService } from '../manager/portfolios/portfolio-service.ts';
import { TimescaleAlerts } from '../storage/timescale/alerts/alerts.ts';
import { TimescaleWebhooks } from '../storage/timescale/alerts/webhooks.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { MarketService } from './market-service.ts';
import type { OwnDatabase } from './own-database.ts';

export interface AlertNeeds {
  readonly database: Pick<OwnDatabase, 'read' | 'write'>;
  readonly market: Pick<MarketService, 'use'>;
  readonly portfolios: Pick<PortfolioService, 'find'>;
  readonly changes: ChangeSource;
  readonly config: () => Config;
  readonly log: Logger;
}

export interface OpenedAlerts {
  readonly alerts: AlertService;
  readonly webhooks: WebhookService;
  close(): Promise<void>;
}

/** Rules of users over the database, evaluated and sent from this process until it closes. */
export function openAlerts(needs: AlertNeeds): OpenedAlerts {
  const { database, market, portfolios, changes, config, log } = needs;
  const store = alertStore(database);
  const webhooks = webhookStore(database);
  const sending = () => ({ allowPrivate: config().api.webhook_private_addresses });
  const isUsed = () => market.use(async (opened) => opened.database !== null);
  const deliveries = new Deliveries({ store: webhooks, isUsed, sending, log });
  const engine = new AlertEngine({
    store,
    changes,
    isUsed,
    market: (work) => market.use(({ store: asked, manager }) => work(observed(asked, manager, portfolios))),
    onFired: () => deliveries.wake(),
    log,
  });
  return {
    alerts: new AlertService(store, () => engine.wake()),
    webhooks: new WebhookService(webhooks, sending),
    close: async () => {
      await engine.close();
      await deliveries.close();
    },
  };
}

const observed = (
  store: ObservedMarket['store'],
  manager: ObservedMarket['manager'],
  portfolios: Pick<PortfolioService, 'find'>,
): ObservedMarket => ({ store, manager, portfolio: (owner, id) => portfolios.find(owner, id) });

function alertStore({ read, write }: Pick<OwnDatabase, 'read' | 'write'>): AlertStore {
  const of = (pool: ConstructorParameters<typeof TimescaleAlerts>[0]) => new TimescaleAlerts(pool);
  return {
    list: (...asked) => read(({ pool }) => of(pool).list(...asked)),
    find: (...asked) => read(({ pool }) => of(pool).find(...asked)),
    toEvaluate: (...asked) => read(({ pool }) => of(pool).toEvaluate(...asked)),
    events: (...asked) => read(({ pool }) => of(pool).events(...asked)),
    countUnacknowledged: (...asked) => read(({ pool }) => of(pool).countUnacknowledged(...asked)),
    create: (...asked) => write(({ pool }) => of(pool).create(...asked)),
    replace: (...asked) => write(({ pool }) => of(pool).replace(...asked)),
    delete: (...asked) => write(({ pool }) => of(pool).delete(...asked)),
    record: (...asked) => write(({ pool }) => of(pool).record(...asked)),
    acknowledge: (...asked) => write(({ pool }) => of(pool).acknowledge(...asked)),
  };
}

function webhookStore({ read, write }: Pick<OwnDatabase, 'read' | 'write'>): WebhookStore {
  const of = (pool: ConstructorParameters<typeof TimescaleWebhooks>[0]) => new TimescaleWebhooks(pool);
  return {
    list: (...asked) => read(({ pool }) => of(pool).list(...asked)),
    target: (...asked) => read(({ pool }) => of(pool).target(...asked)),
    nextDueMs: () => read(({ pool }) => of(pool).nextDueMs()),
    create: (...asked) => write(({ pool }) => of(pool).create(...asked)),
    delete: (...asked) => write(({ pool }) => of(pool).delete(...asked)),
    claim: (...asked) => write(({ pool }) => of(pool).claim(...asked)),
    settle: (...asked) => write(({ pool }) => of(pool).settle(...asked)),
  };
}
