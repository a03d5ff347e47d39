import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Another door to a server, through which answers come later. */
export interface DelayedServer {
  readonly url: string;
  delayMs: number;
  close(): Promise<void>;
}

/** @param url of a server on the loopback interface */
export async function delayed(url: string): Promise<DelayedServer> {
  const sockets = new Set<Socket>();
  const remember = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((client) => {
    const behind = connect(Number(new URL(url).port), '127.0.0.1');
    remember(client);
    remember(behind);
    client.pipe(behind);
    client.on('close', () => behind.destroy());
    behind.on('data', (answer) => setTimeout(() => client.write(answer), door.delayMs));
    behind.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const door: DelayedServer = {
    url: `redis://127.0.0.1:${port}`,
    delayMs: 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return door;
}
