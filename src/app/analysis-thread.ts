import { parentPort, workerData } from 'node:worker_threads';
import { closeWorkers } from '../manager/workers/run-tasks.ts';
import { createLogger, loggerOptions } from '../telemetry/logger.ts';
import type { FromThread, ThreadData, ToThread } from './analysis-thread-messages.ts';
import { answerAnalyses } from './analysis-worker.ts';
import { openLiveMarket } from './live-market.ts';
import { ownDatabase } from './own-database.ts';

// A thread of an API process that answers analyses. It has connections and an event loop of its own: nothing that it
// calculates, hashes or writes as JSON holds up the answers of the process.

const { configFile, values } = workerData as ThreadData;
const stop = new AbortController();
let wake = (): void => undefined;

parentPort?.on('message', (message: ToThread) => {
  if (message === 'stop') stop.abort();
  else wake();
});

const tell = (message: FromThread): void => parentPort?.postMessage(message);
const options = { configFile, values, longLived: true };
const market = await openLiveMarket(options);
const database = ownDatabase(market, async () => (await import('./app.ts')).openApp(options));
const { config } = market.loaded;
try {
  await answerAnalyses({
    config,
    use: (work) => market.use(work),
    database,
    log: createLogger(loggerOptions(config.logging)),
    signal: stop.signal,
    onEnded: ({ request: { kind }, ending }) => tell({ ended: kind, ending }),
    onStarted: (wakeUp) => {
      wake = wakeUp;
    },
  });
} finally {
  await closeWorkers();
  await database.close();
  await market.close();
  parentPort?.close();
}
