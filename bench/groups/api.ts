import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStockula } from '../../test/support/run-stockula.ts';
import { type ServedProcess, startServed } from '../../test/support/served-process.ts';
import { failures, type Hits, type Shot, shoot } from '../api/cannon.ts';
import { type BenchPlace, embeddedPlace, serverPlace } from '../api/places.ts';
import { type Health, healthOf, watchHealth } from '../api/server-health.ts';
import { keepWriting } from '../api/writer.ts';
import type { Bench } from '../bench.ts';

const goals = { perSecond: 3_000, p99: 100, lag: 50 };
const clients = 50;
const manyClients = 100;

/** `stockula serve` under load, embedded and on servers, beside a bare Fastify route that sends the same bytes. */
export async function benchApi(bench: Bench): Promise<void> {
  await measurePlace(bench, await embeddedPlace(bench));
  const server = await serverPlace(bench);
  if (typeof server === 'string') bench.print('api', 'on a server: skipped', '', server);
  else await measurePlace(bench, server);
}

interface Asked {
  readonly bench: Bench;
  readonly place: BenchPlace;
  readonly server: ServedProcess;
  readonly headers: Readonly<Record<string, string>>;
  readonly cached: string;
}

async function measurePlace(bench: Bench, place: BenchPlace): Promise<void> {
  try {
    const server = await startServed(place.env);
    try {
      const headers = {
        authorization: `Bearer ${await keyOf(place)}`,
        'accept-encoding': 'gzip, deflate, br',
      };
      const cached = `/api/v1/bars/${bench.source.symbol}?limit=100`;
      const asked: Asked = { bench, place, server, headers, cached };
      await benchCached(asked);
      await benchMany(asked);
      await benchGrid(asked);
    } finally {
      await server.stop();
    }
  } finally {
    await place.stop();
  }
}

/** As programs ask: with a key, each request counted. */
async function keyOf({ env }: BenchPlace): Promise<string> {
  const command = async (...args: string[]): Promise<unknown> => {
    const run = await runStockula([...args, '-o', 'json'], env);
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  };
  await command('users', 'add', 'bench', '--right', 'admin');
  const made = await command('keys', 'create', 'bench', '--user', 'bench', '--right', 'admin');
  // A server notices within a second that there are users.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return (made as { secret: string }).secret;
}

async function benchCached({ bench, place, server, headers, cached }: Asked): Promise<void> {
  const { full, print, scratch } = bench;
  const shot: Shot = {
    url: server.url,
    path: cached,
    headers,
    clients,
    seconds: full ? 20 : 8,
    isVaried: false,
  };
  const answer = await fetch(server.url + cached, { headers: { ...headers, 'accept-encoding': 'identity' } });
  const etag = (await fetch(server.url + cached, { headers })).headers.get('etag') ?? '';
  const file = join(scratch, 'bare.json');
  // As they go over the wire, so that the bare route sends as many.
  const bytes = await rawBytes(server.url + cached, headers);
  writeFileSync(file, bytes);
  await shoot({ ...shot, seconds: 3 });
  const ours = await shoot(shot);
  const notModified = await shoot({ ...shot, headers: { ...headers, 'if-none-match': etag } });
  const uncached = await shoot({ ...shot, path: `${cached}&order=asc`, isVaried: true });
  const bare = await againstBare(shot, file, {
    'content-type': answer.headers.get('content-type') ?? '',
    'content-encoding': 'br',
  });
  const ratio = (hits: Hits) => `${(hits.perSecond / bare.perSecond).toFixed(2)} of the bare route`;
  const goal = `goal: ${goals.perSecond} requests/s, p99 under ${goals.p99} ms`;
  print(
    'api',
    `${place.name}: cached bars, ${clients} clients`,
    rate(ours),
    `${ratio(ours)}; ${times(ours)}; ${goal}`,
  );
  print('api', '  not modified (304)', rate(notModified), `${ratio(notModified)}; ${times(notModified)}`);
  print('api', '  bars not asked for before', rate(uncached), `${ratio(uncached)}; ${times(uncached)}`);
  print('api', `  bare Fastify, the same ${bytes.length} bytes`, rate(bare), times(bare));
  demand(notModified, '304');
  for (const hits of [ours, uncached]) demand(hits, '200');
}

/** A measurement of refusals would be a good one. */
function demand({ statuses, requests }: Hits, status: string): void {
  if ((statuses[status] ?? 0) < requests * 0.99)
    throw new Error(`Expected ${status}, got ${JSON.stringify(statuses)}`);
}

async function rawBytes(url: string, headers: Readonly<Record<string, string>>): Promise<Buffer> {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks)));
    }).on('error', reject);
  });
}

async function againstBare(
  shot: Shot,
  file: string,
  headers: Readonly<Record<string, string>>,
): Promise<Hits> {
  const main = join(import.meta.dirname, '../api/bare-main.ts');
  const child: ChildProcess = spawn(process.execPath, [main, file, JSON.stringify(headers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout?.once('data', (chunk) => resolve(String(chunk)));
      child.once('exit', () => reject(new Error('the bare server ended')));
    });
    const { url } = JSON.parse(line) as { url: string };
    await shoot({ ...shot, url, seconds: 3 });
    return await shoot({ ...shot, url });
  } finally {
    child.kill();
    await ended;
  }
}

/** Many clients while bars of what they ask for are written. */
async function benchMany({ bench, place, server, headers, cached }: Asked): Promise<void> {
  const { full, print, scratch, source } = bench;
  const seconds = full ? 300 : 30;
  const writer = await keepWriting(place, source.symbol, scratch);
  const health = watchHealth(server.url, headers, 1_000);
  const hits = await shoot({
    url: server.url,
    path: cached,
    headers,
    clients: manyClients,
    seconds,
    isVaried: false,
  });
  const seen = await health.stop();
  const bars = await writer.stop();
  // Of the shorter run the first and last third; it begins once the code is warm.
  const part = full ? 60 : Math.floor(seen.length / 3);
  const [first, last] = [seen.slice(0, part), seen.slice(-part)];
  print('api', `  ${manyClients} clients, ${seconds} s, ${bars} bars written`, rate(hits), times(hits));
  print(
    'api',
    '    5xx, and no answer',
    String(failures(hits)),
    `goal: 0; statuses ${JSON.stringify(hits.statuses)}`,
  );
  print('api', '    memory, first and last part', memory(first, last, 'rssMegabytes'), 'RSS; goal: flat');
  print('api', '    heap, first and last part', memory(first, last, 'heapMegabytes'), '');
  print('api', '    event loop delay', lag(seen), 'p99 and longest of a second');
}

/** The event loop of the server while a grid of 1,000 pairs is searched. */
async function benchGrid({ bench, server, headers, place }: Asked): Promise<void> {
  const body = {
    symbol: bench.source.symbol,
    strategies: [{ name: 'smacross' }],
    grids: {
      smacross: { fast_period: { min: 5, max: 44 }, slow_period: { min: 50, max: 146, step: 4 } },
    },
  };
  await healthOf(server.url, headers);
  const began = performance.now();
  const response = await fetch(`${server.url}/api/v1/searches`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status === 404) {
    bench.print('api', '  while a grid is searched: skipped', '', 'the server has no such route');
    return;
  }
  if (response.status !== 202)
    throw new Error(`/searches answers ${response.status}: ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  const state = await endOf(`${server.url}/api/v1/analyses/${id}`, headers);
  const seconds = (performance.now() - began) / 1_000;
  const seen = [await healthOf(server.url, headers)];
  bench.print(
    'api',
    `  ${place.name}: event loop while a grid is searched`,
    lag(seen),
    `p99 and longest; ${state} after ${seconds.toFixed(1)} s; goal: never above ${goals.lag} ms`,
  );
}

async function endOf(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  for (;;) {
    const { state } = (await (await fetch(url, { headers })).json()) as { state: string };
    if (!['waiting', 'running'].includes(state)) return state;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const rate = ({ perSecond }: Hits): string => `${Math.round(perSecond).toLocaleString('en-US')} requests/s`;

const times = ({ p50, p99 }: Hits): string => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;

const mean = (seen: readonly Health[], what: keyof Health): number =>
  seen.reduce((sum, health) => sum + health[what], 0) / seen.length;

const memory = (first: readonly Health[], last: readonly Health[], what: keyof Health): string =>
  `${mean(first, what).toFixed(0)} and ${mean(last, what).toFixed(0)} MB`;

const lag = (seen: readonly Health[]): string =>
  `${Math.max(...seen.map(({ lagP99 }) => lagP99)).toFixed(0)} and ${Math.max(...seen.map(({ lagMax }) => lagMax)).toFixed(0)} ms`;
