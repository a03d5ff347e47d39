import { openLiveMarket } from '../../src/app/live-market.ts';
import { messageOf } from '../../src/domain/errors.ts';
import { MetricRegistry } from '../../src/telemetry/metrics.ts';

// A process that lives long and answers what it is asked over IPC: node sequence-reader.ts CONFIG_FILE.

/** The closes of a symbol's daily bars, or why there was no answer. */
export interface ReaderAnswer {
  readonly id: number;
  readonly closes: readonly number[] | null;
  readonly failure: string | null;
  /** What `/metrics` would say after the answer. */
  readonly metrics: string;
  /** How long prices are kept, by the configuration that this process goes by. */
  readonly priceTtlSeconds: number;
}

export interface ReaderQuestion {
  readonly id: number;
  readonly symbol: string;
}

const metrics = new MetricRegistry();
const live = await openLiveMarket({ configFile: process.argv[2], metrics });

async function closesOf(symbol: string): Promise<Pick<ReaderAnswer, 'closes' | 'failure'>> {
  try {
    const analysis = await live.use(({ manager }) => manager.technicalAnalysis(symbol, '1d', {}, {}));
    return { closes: analysis.recentCloses, failure: null };
  } catch (error) {
    return { closes: null, failure: messageOf(error) };
  }
}

async function answer({ id, symbol }: ReaderQuestion): Promise<ReaderAnswer> {
  const answered = await closesOf(symbol);
  const { text } = await metrics.exposition();
  return { id, ...answered, metrics: text, priceTtlSeconds: live.loaded.config.cache.price_ttl_seconds };
}

process.on('message', async (message: ReaderQuestion | 'stop') => {
  if (message === 'stop') {
    await live.close();
    process.disconnect();
  } else process.send?.(await answer(message));
});
process.send?.('ready');
