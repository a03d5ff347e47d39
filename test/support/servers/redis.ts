import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { askRedis } from '../../../src/infra/checks/ask-redis.ts';
import { defaultSearchPath, findProgram } from '../../../src/infra/system/find-program.ts';
import { type Found, unpackOthers } from './debian-packages.ts';
import { freePort } from './processes.ts';

/** A Redis of the tests' own, which can be killed and come back at the same place. */
export interface OwnRedis {
  readonly url: string;
  start(): Promise<void>;
  /** Ends it as a crash would: what it had in memory is gone. */
  kill(): Promise<void>;
  /** Lets it stand still without an answer, and go on. */
  freeze(): void;
  thaw(): void;
}

/** Finds a Redis that the tests can start, on this machine or from its Debian package. */
export async function findRedis(): Promise<Found<() => Promise<OwnRedis>>> {
  const others = await unpackOthers();
  const places = others.missing === null ? [join(others.value, 'usr/bin')] : [];
  const program = findProgram('redis-server', [...defaultSearchPath(), ...places]);
  if (program === null) return { missing: others.missing ?? 'no redis-server' };
  return { missing: null, value: () => startRedis(program) };
}

async function startRedis(program: string): Promise<OwnRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  let child: ChildProcess | null = null;
  const redis: OwnRedis = {
    url,
    start: async () => {
      child = spawn(program, settings, { stdio: 'ignore' });
      await untilItAnswers(url);
    },
    kill: async () => {
      if (child?.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
  };
  await redis.start();
  return redis;
}

async function untilItAnswers(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await askRedis(url, (client) => client.ping());
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
