import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, StockulaError } from '../domain/errors.ts';
import type { MetricRegistry } from './metrics.ts';

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `/metrics` on the loopback interface, for a process without an HTTP server of its own.
 * @param port 0: any that is free
 * @throws StockulaError PORT_UNAVAILABLE
 */
export async function serveMetrics(metrics: MetricRegistry, port: number): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Only GET /metrics is here.\n');
      return;
    }
    metrics.exposition().then(
      ({ text, contentType }) => response.writeHead(200, { 'content-type': contentType }).end(text),
      (error: unknown) => response.writeHead(500).end(`${messageOf(error)}\n`),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portUnavailable(port, error)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portUnavailable(port: number, error: unknown): StockulaError {
  return new StockulaError(
    'PORT_UNAVAILABLE',
    {
      expected: `port ${port} of 127.0.0.1 free for metrics`,
      got: messageOf(error),
      remedy: 'Give another port, or stop what listens there.',
    },
    error,
  );
}
