import { Redis } from 'ioredis';

/** What takes longer than this is slower than the database. */
const commandTimeoutMs = 250;
const connectTimeoutMs = 1_000;
/** Between attempts to reach a server that is away, at most. */
const reconnectMs = 1_000;

/** Connects, or goes on trying in the background: that it is away is no reason to fail. Commands fail at once then. */
export async function connectRedis(url: string): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (attempt) => Math.min(attempt * 100, reconnectMs),
  });
  // Each command that fails because of it says so itself.
  client.on('error', () => undefined);
  await client.connect().catch(() => undefined);
  return client;
}
