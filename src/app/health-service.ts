import type { HealthService } from '../api/context.ts';
import type { Ready } from '../contract/health.ts';
import { messageOf } from '../domain/errors.ts';
import { freeDisk } from '../migrate/plan/free-disk.ts';
import type { MetricRegistry } from '../telemetry/metrics.ts';
import type { LiveMarket } from './live-market.ts';

type Check = Ready['checks'][number];

/** Whoever asks for health wants to know now. */
const answerWithinMs = 2_000;
const leastBytes = 64 * 2 ** 20;
const fewBytes = 2 ** 30;

/** Says whether questions can be answered; and has the pool's connections watched. */
export function healthOf(market: LiveMarket, metrics: MetricRegistry): HealthService {
  metrics.watchProcess();
  metrics.watch('stockula_database_connections', async () => {
    const pool = await inTime(market.use(async ({ database }) => database?.pool ?? null)).catch(() => null);
    if (pool === null) return [];
    return [
      { labels: { state: 'total' }, value: pool.totalCount },
      { labels: { state: 'idle' }, value: pool.idleCount },
      { labels: { state: 'waiting' }, value: pool.waitingCount },
    ];
  });
  return {
    ready: async () => {
      const checks = [
        ...(await Promise.all([database(market), cache(market)])),
        configuration(market),
        disk(market.loaded.config.database.data_dir),
      ];
      const has = (status: Check['status']): boolean => checks.some((check) => check.status === status);
      return { status: has('failed') ? 'failed' : has('degraded') ? 'degraded' : 'ready', checks };
    },
  };
}

async function database(market: LiveMarket): Promise<Check> {
  const name = 'database';
  try {
    const stale = await inTime(
      market.use(async (lent) => {
        // The mark of the last upgrade: that the schema is there, and not only a server.
        await lent.database?.pool.query('SELECT max(number) FROM stockula.schema_upgrades');
        return lent.stale;
      }),
    );
    if (stale === null) return { name, status: 'ok', reason: null };
    return { name, status: 'degraded', reason: `a file stands in for it: ${stale.reason}` };
  } catch (error) {
    return { name, status: 'failed', reason: messageOf(error) };
  }
}

async function cache(market: LiveMarket): Promise<Check> {
  const name = 'cache';
  try {
    const answers = await inTime(market.use(({ cache: asked }) => asked.sharedAnswers()));
    if (answers !== false) return { name, status: 'ok', reason: null };
    return { name, status: 'degraded', reason: 'Redis does not answer: nothing is shared between processes' };
  } catch {
    return { name, status: 'degraded', reason: 'not known without the database' };
  }
}

function configuration({ problem }: LiveMarket): Check {
  const name = 'configuration';
  if (problem === null) return { name, status: 'ok', reason: null };
  return { name, status: 'degraded', reason: `the file as it is now is not followed: ${messageOf(problem)}` };
}

function disk(folder: string): Check {
  const name = 'disk';
  const { bytes: free, path } = freeDisk(folder);
  const status = free < leastBytes ? 'failed' : free < fewBytes ? 'degraded' : 'ok';
  const reason = status === 'ok' ? null : `${Math.floor(free / 2 ** 20)} MiB are free at ${path}`;
  return { name, status, reason };
}

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${answerWithinMs / 1000} s`)),
      answerWithinMs,
    );
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
