import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { TestResult } from '../driver.ts';
import { runChecks } from './check-list.ts';

const answer = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.object({ job: z.string().optional() }),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
});

/** Several of the first intervals. */
const firstScrapeWithinMs = 60_000;
const pollMs = 250;

/** Is Prometheus ready, and does it scrape what it is told to? */
export async function testMonitoring(url: string): Promise<TestResult> {
  return runChecks([
    { what: 'answers', try: () => get(`${url}/-/ready`) },
    { what: 'scrapes itself', try: () => awaitScrape(url) },
  ]);
}

async function get(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const text = (await response.text()).trim();
  if (!response.ok) throw new Error(`status ${response.status}: ${text}`);
  return text;
}

async function awaitScrape(url: string): Promise<string> {
  for (
    const begin = performance.now();
    performance.now() - begin < firstScrapeWithinMs;
    await sleep(pollMs)
  ) {
    const { data } = answer.parse(JSON.parse(await get(`${url}/api/v1/query?query=up`)));
    const up = data.result.filter(({ value }) => value[1] === '1');
    if (up.some(({ metric }) => metric.job === 'prometheus'))
      return `${up.length} of ${data.result.length} targets are up`;
  }
  throw new Error(`no sample of its own within ${firstScrapeWithinMs / 1000} s`);
}
