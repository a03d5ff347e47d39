import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { TestResult } from '../driver.ts';
import { askRedis } from './ask-redis.ts';
import { runChecks } from './check-list.ts';

/** Does the cache keep a value, and let it go when its time is over? */
export async function testCache(url: string): Promise<TestResult> {
  const key = `stockula:probe:${randomBytes(8).toString('hex')}`;
  const ask = (question: (client: Redis) => Promise<string>) => () => askRedis(url, question);
  return runChecks([
    { what: 'answers', try: ask((client) => client.ping()) },
    { what: 'keeps a value', try: ask((client) => trySetting(client, key)) },
    { what: 'lets it go when its time is over', try: ask((client) => tryExpiry(client, key)) },
    { what: 'forgets what was used least when memory is full', try: ask(describeEviction) },
  ]);
}

async function trySetting(client: Redis, key: string): Promise<string> {
  const value = randomBytes(16).toString('hex');
  await client.set(key, value, 'PX', 30_000);
  if ((await client.get(key)) !== value) throw new Error('another value came back than was set');
  return 'set and read';
}

const expiryPatienceMs = 10_000;

async function tryExpiry(client: Redis, key: string): Promise<string> {
  await client.pexpire(key, 50);
  for (const begin = performance.now(); performance.now() - begin < expiryPatienceMs; await sleep(20)) {
    if ((await client.get(key)) === null) return 'gone';
  }
  throw new Error(`the value was still there after ${expiryPatienceMs / 1000} s`);
}

/** Told, not judged: managed servers often do not let it be asked, and their owner may have reasons. */
async function describeEviction(client: Redis): Promise<string> {
  const memory = await client.info('memory');
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'unknown';
  const most = /^maxmemory_human:(\S+)/m.exec(memory)?.[1] ?? 'unknown';
  return `policy ${policy}, maxmemory ${most}`;
}
