import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Api } from './api.ts';
import { addCallers } from './caller.ts';
import type { ApiContext } from './context.ts';
import { addDashboard } from './dashboard.ts';
import { addProblems } from './problems.ts';
import { addAllRoutes } from './routes/index.ts';
import { addSchemas } from './schemas.ts';

/** The whole server, not yet listening: `inject` asks it, `listen` opens it. */
export async function buildApi(context: ApiContext): Promise<Api> {
  const log: FastifyBaseLogger = context.log;
  const api: Api = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: context.config().api.trust_proxy,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 200 },
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>();
  addProblems(api);
  addCallers(api);
  await addSchemas(api, context);
  addAllRoutes(api, context);
  await addDashboard(api, context);
  await api.ready();
  return api;
}
