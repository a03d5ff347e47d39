import type { Api } from './api.ts';
import type { ApiContext } from './context.ts';

/** Counts and times requests by the template of their route, and tells of each in the log, without its query. */
export function addObservation(api: Api, { metrics, log }: ApiContext): void {
  api.addHook('onResponse', async (request, reply) => {
    const { method, url, routeOptions } = request;
    const route = routeOptions.url ?? 'none';
    const { statusCode: status, elapsedTime } = reply;
    metrics.add('stockula_http_requests_total', { route, method, status: `${Math.floor(status / 100)}xx` });
    metrics.observe('stockula_http_request_seconds', { route, method }, elapsedTime / 1000);
    if (!log.isLevelEnabled('info')) return;
    // Keys may be in a query, where somebody mistook it for a header.
    const path = url.split('?', 1)[0];
    log.info(
      { request: request.id, method, path, status, ms: Math.round(elapsedTime), user: request.caller?.user },
      'answered',
    );
  });
}
