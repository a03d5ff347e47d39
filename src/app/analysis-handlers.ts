import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AnalysisResults } from '../domain/analysis-results.ts';
import type { AnalysisData, AnalysisKind } from '../jobs/analysis-kinds.ts';
import type { AnalysisHandlers, JobContext } from '../jobs/handlers.ts';
import {
  type AskedAllocation,
  type AskedPortfolioBacktest,
  askedAllocation,
  askedPortfolioBacktest,
} from '../manager/allocation/asked.ts';
import {
  type AskedBacktest,
  type AskedSearch,
  askedBacktest,
  askedSearch,
} from '../manager/backtest/asked.ts';
import { type AskedForecast, askedForecast } from '../manager/forecast/asked.ts';
import type { RunOptions } from '../manager/workers/run-tasks.ts';
import type { Market, MarketService } from './market-service.ts';

/** Where an analysis is answered. */
interface Answering {
  readonly market: Pick<Market, 'manager' | 'config'>;
  /** For the threads that calculate: how to end them, and whom they tell how far they are. */
  readonly run: RunOptions;
}

type Answer = (question: unknown, answering: Answering) => Promise<unknown>;

/** The question of each kind, which was validated when it was asked, put to the manager. */
const answers: Readonly<Partial<Record<AnalysisKind, Answer>>> = {
  backtest: (question, { market: { manager, config }, run }) => {
    const { symbol, interval, range, options } = askedBacktest(
      config,
      question as AskedBacktest,
      process.cwd(),
    );
    return manager.backtest(symbol, interval, range, { ...options, signal: run.signal, threads: run });
  },
  search: (question, { market: { manager, config }, run }) => {
    const asked = askedSearch(config, question as AskedSearch, process.cwd());
    const { symbol, interval, range, options, search } = asked;
    return manager.searchParameters(symbol, interval, range, { options, search, threads: run });
  },
  forecast: (question, { market: { manager, config }, run }) =>
    manager.forecast({ ...askedForecast(config, question as AskedForecast), signal: run.signal }),
  allocation: (question, { market: { manager, config }, run }) =>
    manager.allocate(askedAllocation(config, question as AskedAllocation), run),
  'portfolio-backtest': (question, { market: { manager, config }, run }) =>
    manager.portfolioBacktest(askedPortfolioBacktest(config, question as AskedPortfolioBacktest), run),
};

const compressed = promisify(gzip);

/** Answers questions of the queue and keeps the answers, as the JSON that the API sends. */
export function analysisHandlers(
  use: MarketService['use'],
  results: Pick<AnalysisResults, 'save'>,
): Partial<AnalysisHandlers> {
  const handle = (answer: Answer) => async (data: AnalysisData, context: JobContext) => {
    const { id, signal } = context;
    let furthest = 0;
    const onProgress = (done: number, total: number) => {
      // Work that begins anew is not shown to go back.
      furthest = Math.max(furthest, done / total);
      context.progress({ done: furthest * total, total, text: '' });
    };
    const said = await use((market) => answer(data.question, { market, run: { signal, onProgress } }));
    signal.throwIfAborted();
    await results.save(id, await compressed(JSON.stringify(said)));
  };
  return Object.fromEntries(Object.entries(answers).map(([kind, answer]) => [kind, handle(answer)]));
}
