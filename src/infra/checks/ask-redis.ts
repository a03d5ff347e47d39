import { Redis } from 'ioredis';

/**
 * Asks a Redis server something over a connection of its own. Does not try again: who waits for a server asks anew.
 * @throws what the client says, such as a refused connection or password
 */
export async function askRedis<T>(url: string, ask: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 10_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Questions fail with "Connection is closed"; why it is closed comes as an event.
  let cause: Error | null = null;
  client.on('error', (error: Error) => {
    cause = error;
  });
  try {
    await client.connect();
    return await ask(client);
  } catch (error) {
    throw cause ?? error;
  } finally {
    client.disconnect();
  }
}
