import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { addAudit } from './access/audit.ts';
import { addHeaders } from './access/headers.ts';
import { addCallers } from './access/identify.ts';
import { addLimits } from './access/limits.ts';
import { addLongAnswers } from './access/long-answers.ts';
import { addRights } from './access/rights.ts';
import type { Api } from './api.ts';
import type { ApiContext } from './context.ts';
import { addDashboard } from './dashboard.ts';
import { addGracefulClose } from './graceful-close.ts';
import { addObservation } from './observe.ts';
import { addProblems } from './problems.ts';
import { addRefusalOfNul } from './refuse-nul.ts';
import { addAllRoutes } from './routes/index.ts';
import { addSchemas } from './schemas.ts';
import { addEndOfUpgrades, answerBadAddress, answerUnreadable } from './unreadable.ts';

/** The whole server, not yet listening: `inject` asks it, `listen` opens it. */
export async function buildApi(context: ApiContext): Promise<Api> {
  const log: FastifyBaseLogger = context.log;
  const api: Api = Fastify({
    loggerInstance: log,
    // Which request a line is about, those say that write it: a logger for each request would cost more than its answer.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    // The one in front, and nobody before it: what clients say of themselves is not believed.
    trustProxy: context.config().api.trust_proxy ? (_, hop) => hop === 0 : false,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerBadAddress,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();
  addObservation(api, context);
  addGracefulClose(api);
  addEndOfUpgrades(api);
  await addHeaders(api);
  addCallers(api, context);
  addLongAnswers(api, context);
  await addLimits(api, context);
  addProblems(api);
  addRights(api, context);
  addAudit(api, context);
  addRefusalOfNul(api);
  await addSchemas(api, context);
  addAllRoutes(api, context);
  await addDashboard(api, context);
  await api.ready();
  return api;
}
