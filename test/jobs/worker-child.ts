import { JobQueue } from '../../src/jobs/job-queue.ts';
import { runWorker } from '../../src/jobs/worker.ts';
import { openDatabase } from '../../src/storage/timescale/database.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { handleAll, settings } from './support.ts';

// A worker as a process of its own, for tests that kill it: node worker-child.ts DATA_DIRECTORY. Its jobs never end.
const dataDirectory = process.argv[2] ?? '';
const database = await openDatabase({ kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null });
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const queue = await JobQueue.open(database, { ...settings, stop_grace_seconds: 1 });
const handlers = handleAll((symbol) => {
  process.stdout.write(`began ${symbol}\n`);
  return new Promise(() => undefined);
});
const log = createLogger({ level: 'WARNING', destination: 'stderr' });
await runWorker({ queue, handlers, concurrency: 2, signal: stop.signal, log });
await queue.close();
await database.close();
