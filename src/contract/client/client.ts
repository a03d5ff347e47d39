import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { paths } from './routes.ts';

export interface StockulaClientOptions extends ClientOptions {
  /** Key of the API, for programs; the dashboard has a session. */
  readonly apiKey?: string;
}

/**
 * A client of the REST API whose questions and answers are typed by its OpenAPI document:
 * `await createStockulaClient({ baseUrl }).GET('/api/v1/health/live')`.
 */
export function createStockulaClient({ apiKey, ...options }: StockulaClientOptions): Client<paths> {
  const client = createClient<paths>(options);
  if (apiKey !== undefined) {
    client.use({
      onRequest({ request }) {
        request.headers.set('authorization', `Bearer ${apiKey}`);
      },
    });
  }
  return client;
}
