import type { Cache } from '../cache/cache.ts';
import type { Config } from '../config/schema.ts';
import type { ForecastFilter, ForecastStore, StoredForecast } from '../domain/forecast-store.ts';
import { type FreshnessLine, freshnessLines } from '../domain/freshness.ts';
import type { Interval } from '../domain/interval.ts';
import type { BarRange, MarketStore, StoredBars, TimeRange } from '../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../domain/nominal.ts';
import type { StoredPortfolio } from '../domain/portfolio-store.ts';
import type { RunFilter, RunHead, RunHeadFilter, RunStore, StoredRun } from '../domain/run-store.ts';
import type { Staleness } from '../domain/staleness.ts';
import type { AnalysisOptions } from '../indicators/analysis-options.ts';
import type { AllocatedPortfolio } from './allocation/allocated-portfolio.ts';
import type { PortfolioBacktestOptions } from './allocation/portfolio-backtest.ts';
import type { AllocationQuestion } from './allocation/question.ts';
import type { AllocationSources } from './allocation/sources.ts';
import type { TestedPortfolio } from './allocation/tested-portfolio.ts';
import { type AnalysedSymbol, analysedSymbol } from './analysis/analysed-symbol.ts';
import {
  type IndicatorQuestion,
  type IndicatorSeries,
  indicatorSeries,
} from './analysis/indicator-series.ts';
import type { BacktestAnswer } from './backtest/answer.ts';
import type { SearchAnswer } from './backtest/optimise-answer.ts';
import type { BacktestOptions } from './backtest/question.ts';
import { BarReader } from './bar-reader.ts';
import { type AskedBars, askBars } from './bars/ask-bars.ts';
import { type HeldInterval, heldIntervals } from './bars/held-intervals.ts';
import type { BarsQuestion } from './bars/question.ts';
import type { FollowedForecast } from './forecast/follow.ts';
import type { ForecastQuestion } from './forecast/forecast-symbol.ts';
import type { ForecastedSymbol } from './forecast/forecasted-symbol.ts';
import type { ScoredForecasts } from './forecast/keep.ts';
import { noForecast, requireForecasts } from './forecast/require-forecasts.ts';
import type { ForecastScores } from './forecast/scores-by-horizon.ts';
import type { PortfolioDraft } from './portfolios/draft-of-configuration.ts';
import type { ValueHistory } from './portfolios/value-history.ts';
import type { ValuedPortfolio } from './portfolios/valued-portfolio.ts';
import { MarketReference, type QuotedInstrument } from './reference/market-reference.ts';
import { askAgain, askBacktest, askSearch, type ParameterQuestion, type RunSources } from './runs/ask.ts';
import { compareRuns, type RunComparison } from './runs/compare-runs.ts';
import { requireRun, requireRuns } from './runs/keep-run.ts';
import type { RunOptions } from './workers/run-tasks.ts';

const now = (): EpochMs => Date.now() as EpochMs;

/**
 * The one door to business logic: the command line, and later the API and the dashboard, ask here and so agree to
 * the digit.
 */
export class StockulaManager {
  /** Instruments, quotes, corporate actions, option chains. */
  readonly reference: MarketReference;
  readonly #store: MarketStore;
  readonly #cache: Cache;
  readonly #reader: BarReader;
  readonly #stale: Staleness | null;
  readonly #forecasts: ForecastStore | null;
  readonly #runs: RunStore | null;

  /**
   * @param stale what answers are to say of their age
   * @param forecasts where forecasts are kept, and `runs` backtests; null where they cannot be
   */
  constructor(
    store: MarketStore,
    cache: Cache,
    stale: Staleness | null = null,
    forecasts: ForecastStore | null = null,
    runs: RunStore | null = null,
  ) {
    this.#store = store;
    this.#cache = cache;
    this.#reader = new BarReader(store, cache);
    this.reference = new MarketReference(store, cache, this.#reader);
    this.#stale = stale;
    this.#forecasts = forecasts;
    this.#runs = runs;
  }

  /** How far bars reach, by exchange and interval. */
  async freshness(now: EpochMs): Promise<FreshnessLine[]> {
    return freshnessLines(await this.#store.seriesReaches(), now);
  }

  /**
   * The last closes of instruments and how they moved, in the order asked and in one question to the store. What is no
   * instrument is left out.
   */
  quotes(symbols: readonly string[]): Promise<QuotedInstrument[]> {
    return this.reference.quotes(symbols);
  }

  /**
   * Technical analysis at the last bar of the range.
   * @throws StockulaError NOT_FOUND for an unknown symbol, NO_DATA where it has no such bars, USAGE for periods out of range
   */
  async technicalAnalysis(
    symbol: string,
    interval: Interval,
    range: BarRange,
    options: Partial<AnalysisOptions>,
  ): Promise<AnalysedSymbol> {
    return this.analysisOf(await this.#reader.bars(symbol, interval, range), options, range.adjust);
  }

  /** The same of bars that `bars` gave, for who shows them beside it. @param adjust what was asked for */
  async analysisOf(
    stored: StoredBars,
    options: Partial<AnalysisOptions>,
    adjust: BarRange['adjust'],
  ): Promise<AnalysedSymbol> {
    const calendar = await this.#reader.calendar(stored.series.symbol);
    return analysedSymbol(stored, calendar, options, this.#stale, adjust);
  }

  /**
   * One indicator over a whole range. Bars before the range are used for its warm-up, so that a range in the middle
   * of a history has values from its first bar on.
   * @throws StockulaError as technicalAnalysis, and USAGE for an unknown indicator or parameter
   */
  indicatorSeries(question: IndicatorQuestion): Promise<IndicatorSeries> {
    return indicatorSeries(question, this.#reader, this.#stale);
  }

  /** The bars that answers about a symbol are calculated from, for charts beside them. @throws StockulaError as technicalAnalysis */
  bars(symbol: string, interval: Interval, range: BarRange): Promise<StoredBars> {
    return this.#reader.bars(symbol, interval, range);
  }

  /**
   * Bars of any interval as charts and programs ask for them, part by part; made of finer ones where they are not stored.
   * @throws StockulaError NOT_FOUND for an unknown symbol, NO_DATA where it has no bars that would do
   */
  askBars(question: BarsQuestion): Promise<AskedBars> {
    return askBars(question, { store: this.#store, reader: this.#reader });
  }

  /** The intervals that a symbol has bars of, and those that can be made of them. @throws StockulaError NOT_FOUND */
  heldIntervals(symbol: string): Promise<HeldInterval[]> {
    return heldIntervals(symbol, this.#reader);
  }

  /**
   * Something made of what is known of a symbol, such as the bytes of an answer: kept within this process until one of
   * its bars or actions changes.
   */
  remembered<Value extends object>(
    symbol: TickerSymbol,
    key: string,
    make: () => Promise<Value>,
  ): Promise<Value> {
    return this.#cache.getOrLoad(
      { kind: 'price', key: `${symbol}_${key}`, tags: [symbol], isLocal: true },
      make,
    );
  }

  /**
   * Backtests of the chosen strategies, or of all, over the bars of a range.
   * @throws StockulaError as technicalAnalysis; USAGE, NOT_FOUND or STRATEGY_INVALID for what a strategy has wrong
   */
  backtest(
    symbol: string,
    interval: Interval,
    range: BarRange,
    options: BacktestOptions,
  ): Promise<BacktestAnswer> {
    return askBacktest({ symbol, interval, range }, options, this.#runSources);
  }

  /**
   * How the capital of a portfolio is divided at the last prices, and what is to be expected of that.
   * @throws StockulaError NOT_FOUND and NO_DATA for symbols and prices, USAGE for what cannot be allocated
   */
  async allocate(question: AllocationQuestion, options: RunOptions = {}): Promise<AllocatedPortfolio> {
    const { allocatePortfolio } = await import('./allocation/allocate-portfolio.ts');
    return allocatePortfolio(question, this.#sources, options);
  }

  /** What a portfolio with shared cash would have come to. @throws StockulaError as allocate */
  async portfolioBacktest(
    question: AllocationQuestion,
    options: PortfolioBacktestOptions = {},
  ): Promise<TestedPortfolio> {
    const { portfolioBacktest } = await import('./allocation/portfolio-backtest.ts');
    return portfolioBacktest(question, this.#sources, options);
  }

  /** What a portfolio is worth at the last prices. Holdings without a price are named in the answer. */
  async valuePortfolio(portfolio: StoredPortfolio): Promise<ValuedPortfolio> {
    const { valuePortfolio } = await import('./portfolios/value-portfolio.ts');
    return valuePortfolio(portfolio, this.#sources);
  }

  /** What the holdings of a portfolio would have been worth at each close of a range. */
  async valueHistory(portfolio: StoredPortfolio, range: TimeRange): Promise<ValueHistory> {
    const { valueHistory } = await import('./portfolios/value-history.ts');
    return valueHistory(portfolio, range, this.#sources);
  }

  /** The portfolio of a configuration, as content for one that is kept. */
  async draftOfConfiguration(config: Pick<Config, 'portfolio'>): Promise<PortfolioDraft> {
    const { draftOfConfiguration } = await import('./portfolios/draft-of-configuration.ts');
    return draftOfConfiguration(config, this.#sources);
  }

  /**
   * A forecast of the closes, always with the naive one beside it; it is kept, and scored once what happened is known.
   * @throws StockulaError as technicalAnalysis, and NO_DATA where no bar has a price or a test period no bar
   */
  async forecast(question: ForecastQuestion): Promise<ForecastedSymbol> {
    const { forecastSymbol } = await import('./forecast/forecast-symbol.ts');
    return forecastSymbol(question, { ...this.#sources, forecasts: this.#forecasts });
  }

  /** Forecasts that are kept, the newest first. @throws StockulaError USAGE where no database answers */
  storedForecasts(filter: ForecastFilter): Promise<StoredForecast[]> {
    return requireForecasts(this.#forecasts).list(filter);
  }

  /** One of them. @throws StockulaError NOT_FOUND; USAGE as above */
  async storedForecast(id: string): Promise<StoredForecast> {
    const found = await requireForecasts(this.#forecasts).find(id);
    if (found === null) throw noForecast(id);
    return found;
  }

  /** The same with what has happened since. @throws StockulaError as storedForecast */
  async followedForecast(id: string): Promise<FollowedForecast> {
    const { followForecast } = await import('./forecast/follow.ts');
    return followForecast(await this.storedForecast(id), this.#store, now());
  }

  /** What kept forecasts were worth, also by how far they reach. @throws StockulaError USAGE as above */
  async forecastScores(filter: Pick<ForecastFilter, 'symbol' | 'interval'>): Promise<ForecastScores> {
    const { forecastScores } = await import('./forecast/scores-by-horizon.ts');
    return forecastScores(requireForecasts(this.#forecasts), this.#store, filter, now());
  }

  /** Scores kept forecasts as far as bars have come, and says what they were worth. @throws StockulaError USAGE as above */
  async scoreForecasts(filter: Pick<ForecastFilter, 'symbol' | 'interval'>): Promise<ScoredForecasts> {
    const { scoreKept } = await import('./forecast/keep.ts');
    return scoreKept(requireForecasts(this.#forecasts), this.#store, filter, now());
  }

  /**
   * The best parameters of the chosen strategies, or of all, over the bars of a range; or a walk forward with them.
   * @throws StockulaError as backtest, and USAGE for a grid, a metric or spans that make no sense; the signal's reason
   */
  searchParameters(
    symbol: string,
    interval: Interval,
    range: BarRange,
    question: ParameterQuestion,
  ): Promise<SearchAnswer> {
    return askSearch({ symbol, interval, range }, question, this.#runSources);
  }

  /** Backtests and searches that are kept, the newest first. @throws StockulaError USAGE where no database answers */
  async storedRuns(filter: RunFilter): Promise<StoredRun[]> {
    return requireRuns(this.#runs).list(filter);
  }

  /** The same without questions and answers. @throws StockulaError USAGE as above */
  async runHeads(filter: RunHeadFilter): Promise<RunHead[]> {
    return requireRuns(this.#runs).heads(filter);
  }

  /** One of them. @throws StockulaError NOT_FOUND; USAGE as above */
  storedRun(id: string): Promise<StoredRun> {
    return requireRun(this.#runs, id);
  }

  /** @returns how many were deleted. @throws StockulaError USAGE as above */
  async deleteRuns(ids: readonly string[]): Promise<number> {
    return requireRuns(this.#runs).delete(ids);
  }

  /** How two of them differ. @throws StockulaError NOT_FOUND; USAGE as above */
  async compareRuns(before: string, now: string): Promise<RunComparison> {
    return compareRuns(await this.storedRun(before), await this.storedRun(now));
  }

  /**
   * Does one of them again, with the bars and the strategy files as they are now. Nothing is kept of it.
   * @throws StockulaError NOT_FOUND, and as backtest
   */
  rerun(id: string): Promise<RunComparison> {
    return askAgain(id, this.#runSources);
  }

  /** The symbol with the most daily bars, or null in an empty database. */
  bestKnownSymbol(): Promise<string | null> {
    return this.#store.symbolWithMostBars('1d');
  }

  get #runSources(): RunSources {
    return { reader: this.#reader, runs: this.#runs, stale: this.#stale };
  }

  get #sources(): AllocationSources {
    const bars: AllocationSources['bars'] = (...asked) => this.#reader.bars(...asked);
    return { store: this.#store, stale: this.#stale, bars, now };
  }
}
