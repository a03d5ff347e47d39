import { join } from 'node:path';
import type { Result } from 'autocannon';
import { runMeasured } from '../peers/measured-process.ts';

export interface Shot {
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly clients: number;
  readonly seconds: number;
  /** Whether each request asks for another range. */
  readonly isVaried: boolean;
}

export interface Hits {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests without any answer. */
  readonly lost: number;
}

/** Asks by autocannon, in a process of its own. */
export async function shoot(shot: Shot): Promise<Hits> {
  const { stdout } = await runMeasured(process.execPath, [
    join(import.meta.dirname, 'cannon-main.ts'),
    JSON.stringify(shot),
  ]);
  const { requests, latency, statusCodeStats = {}, errors } = JSON.parse(stdout) as Result;
  return {
    perSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    requests: requests.total,
    statuses: Object.fromEntries(
      Object.entries(statusCodeStats).map(([status, { count = 0 }]) => [status, count]),
    ),
    lost: errors,
  };
}

/** Answers with a status of 500 or more, and requests without an answer. */
export function failures({ statuses, lost }: Hits): number {
  const failed = Object.entries(statuses).filter(([status]) => Number(status) >= 500);
  return failed.reduce((sum, [, count]) => sum + count, lost);
}
