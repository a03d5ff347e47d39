import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobHandlers } from '../../src/app/job-handlers.ts';
import { NoSourceAnswered } from '../../src/domain/no-source-answered.ts';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import { SourceFailure } from '../../src/domain/source.ts';
import { failureOf } from '../../src/jobs/failure.ts';
import {
  openTestDatabase,
  openTestPipeline,
  type TestDatabase,
  type TestPipeline,
} from '../manager/pipeline/support.ts';
import { YahooStandIn } from '../support/yahoo-stand-in.ts';

const context = { id: 'x', attempt: 1, signal: new AbortController().signal, progress: () => undefined };
const now = '2026-03-11T22:00:00Z';

describe('what a failed job knows of its source', () => {
  let yahoo: YahooStandIn;
  let busy: Server;
  let target: TestDatabase;
  const pipelineAt = (address: string): TestPipeline =>
    openTestPipeline(target.database, address, { now, sources: { attempts: 1, yahoo: { requests: 1000 } } });

  beforeAll(async () => {
    const symbols = { NOPE: { fault: 'unknown' as const } };
    [yahoo, target] = await Promise.all([YahooStandIn.start({ now, symbols }), openTestDatabase()]);
    busy = createServer((_, response) => response.writeHead(503, { 'retry-after': '600' }).end('later'));
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  }, 120_000);
  afterAll(async () => {
    busy.close();
    await yahoo.close();
    await target.stop();
  });

  const failed = async (pipeline: TestPipeline, symbol: string) =>
    failureOf(
      await jobHandlers(pipeline)
        ['fetch-bars']({ symbol: symbol as TickerSymbol, interval: '1d' }, context)
        .then(
          () => null,
          (error: unknown) => error,
        ),
    );

  test('an unknown symbol is not tried again', async () => {
    expect(await failed(pipelineAt(yahoo.address), 'NOPE')).toMatchObject({
      isFinal: true,
      text: expect.stringContaining('does not know the symbol'),
    });
  });

  test('a source that asks to be left alone is', async () => {
    const { port } = busy.address() as AddressInfo;
    expect(await failed(pipelineAt(`http://127.0.0.1:${port}`), 'AAPL')).toMatchObject({
      isFinal: false,
      leastDelayMs: 600_000,
    });
  });

  test('of several sources all have to say so, and the longest wait counts', () => {
    const unknown = new SourceFailure('yahoo', 'unknown_symbol', '404');
    const throttled = (retryAfterMs: number) =>
      new SourceFailure('tiingo', 'throttled', '429', { retryAfterMs });
    const error = new NoSourceAnswered('bars', [unknown, throttled(5_000), throttled(9_000)]);
    expect(failureOf(error)).toMatchObject({ isFinal: false, leastDelayMs: 9_000 });
  });

  test('what the database refuses is no word of a source', async () => {
    await target.database.pool.query(`ALTER TABLE stocks ADD CONSTRAINT no_such CHECK (symbol <> 'BAD')`);
    expect(await failed(pipelineAt(yahoo.address), 'BAD')).toMatchObject({
      isFinal: false,
      leastDelayMs: 0,
      text: expect.stringContaining('no_such'),
    });
  });
});
