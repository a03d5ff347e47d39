import pg from 'pg';
import { connectEmbedded } from '../../src/storage/embedded/connect.ts';
import type { TestServer } from './served.ts';

/** A connection of its own to the database of a server. End it in any case. */
export async function databaseOf({ dataDirectory }: TestServer): Promise<pg.Client> {
  const { host, port } = await connectEmbedded({ dataDirectory, idleStopMs: 60_000, port: null });
  const client = new pg.Client({ host, port, user: 'test', database: 'test' });
  await client.connect();
  return client;
}
