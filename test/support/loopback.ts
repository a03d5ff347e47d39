import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Loopback {
  /** As in `http://127.0.0.1:41234`. */
  readonly address: string;
  close(): Promise<void>;
}

/** A web server on the loopback interface, at a free port unless one is given. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  port = 0,
): Promise<Loopback> {
  const server = createServer(handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port');
  return {
    address: `http://127.0.0.1:${bound.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
