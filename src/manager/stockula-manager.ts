import type { Cache } from '../cache/cache.ts';
import type { AdjustmentBasis } from '../domain/bar.ts';
import { StockulaError } from '../domain/errors.ts';
import type { ForecastFilter, ForecastStore, StoredForecast } from '../domain/forecast-store.ts';
import { type Interval, isIntraday } from '../domain/interval.ts';
import type { BarRange, MarketStore, StoredBars } from '../domain/market-store.ts';
import { type EpochMs, isTickerSymbol, type TickerSymbol } from '../domain/nominal.ts';
import type { RunFilter, RunStore, StoredRun } from '../domain/run-store.ts';
import type { Staleness } from '../domain/staleness.ts';
import type { AnalysisOptions } from '../indicators/analysis-options.ts';
import { requireIndicator } from '../indicators/catalogue.ts';
import { resolveParameters } from '../indicators/parameters.ts';
import { analyse, type TechnicalAnalysis } from '../indicators/technical-analysis.ts';
import type { AllocatedPortfolio } from './allocation/allocated-portfolio.ts';
import type { PortfolioBacktestOptions } from './allocation/portfolio-backtest.ts';
import type { AllocationQuestion } from './allocation/question.ts';
import type { AllocationSources } from './allocation/sources.ts';
import type { TestedPortfolio } from './allocation/tested-portfolio.ts';
import type { BacktestAnswer } from './backtest/answer.ts';
import { backtestBars } from './backtest/backtest.ts';
import { type SearchAnswer, type SearchOptions, searchBars } from './backtest/optimise-answer.ts';
import type { BacktestOptions } from './backtest/question.ts';
import type { ForecastQuestion } from './forecast/forecast-symbol.ts';
import type { ForecastedSymbol } from './forecast/forecasted-symbol.ts';
import type { ScoredForecasts } from './forecast/keep.ts';
import { noForecast, requireForecasts } from './forecast/require-forecasts.ts';
import { compareRuns, type RunComparison } from './runs/compare-runs.ts';
import { keepRun, requireRun, requireRuns, runOf } from './runs/keep-run.ts';
import { questionOf, type RunQuestion } from './runs/question.ts';
import { unknownSymbol } from './unknown-symbol.ts';
import type { RunOptions } from './workers/run-tasks.ts';

/** A technical analysis and what to know about the bars behind it. */
export interface AnalysedSymbol extends TechnicalAnalysis {
  /** What the prices are adjusted for. */
  readonly basis: readonly AdjustmentBasis[];
  /** First bar, epoch milliseconds. */
  readonly from: number | null;
  /** Closes of the last bars, oldest first, for a sparkline. */
  readonly recentCloses: readonly number[];
  /** Set where a file stood in for the database. */
  readonly stale: Staleness | null;
}

/** A whole indicator series; `columns` have the length of `ts` and hold NaN during warm-up. */
export interface IndicatorSeries {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** How many bars it was calculated from, and how many of them are before its first value. */
  readonly bars: number;
  readonly warmUp: number;
  /** Epoch milliseconds. */
  readonly ts: Float64Array;
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly stale: Staleness | null;
}

export interface IndicatorQuestion {
  readonly name: string;
  readonly symbol: string;
  readonly interval: Interval;
  readonly parameters: Readonly<Record<string, string>>;
  readonly range: BarRange;
}

/** What `searchParameters` is asked. */
interface ParameterQuestion {
  readonly options: BacktestOptions;
  readonly search: SearchOptions;
  readonly threads?: RunOptions;
}

const sparklineBars = 60;

/**
 * The one door to business logic: the command line, and later the API and the dashboard, ask here and so agree to
 * the digit.
 */
export class StockulaManager {
  readonly #store: MarketStore;
  readonly #cache: Cache;
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
    this.#stale = stale;
    this.#forecasts = forecasts;
    this.#runs = runs;
  }

  /**
   * Technical analysis at the last bar of the range.
   * @throws StockulaError NOT_FOUND for an unknown symbol, NO_DATA where it has no such bars, USAGE for periods out of range
   */
  async technicalAnalysis(
    symbolText: string,
    interval: Interval,
    range: BarRange,
    options: Partial<AnalysisOptions>,
  ): Promise<AnalysedSymbol> {
    const { series, bases } = await this.#storedBars(symbolText, interval, range);
    return {
      ...analyse(series, options),
      basis: bases,
      from: series.ts[0] ?? null,
      recentCloses: [...series.close.subarray(-sparklineBars)],
      stale: this.#stale,
    };
  }

  /**
   * One indicator over a whole range. Bars before the range are used for its warm-up, so that a range in the middle
   * of a history has values from its first bar on.
   * @throws StockulaError as technicalAnalysis, and USAGE for an unknown indicator or parameter
   */
  async indicatorSeries({
    name,
    symbol,
    interval,
    parameters,
    range,
  }: IndicatorQuestion): Promise<IndicatorSeries> {
    const definition = requireIndicator(name);
    const settled = resolveParameters(definition, parameters);
    const { series } = await this.#storedBars(symbol, interval, { to: range.to, adjust: range.adjust });
    const columns = definition.compute(series, settled);
    const first = range.from === undefined ? 0 : firstAtOrAfter(series.ts, range.from);
    if (first === series.ts.length) throw noBars(symbol, interval, range, []);
    return {
      name: definition.name,
      parameters: settled,
      bars: series.ts.length,
      warmUp: definition.warmUp(settled),
      ts: series.ts.subarray(first),
      columns: Object.fromEntries(
        Object.entries(columns).map(([output, values]) => [output, values.subarray(first)]),
      ),
      stale: this.#stale,
    };
  }

  /** The bars that answers about a symbol are calculated from, for charts beside them. @throws StockulaError as technicalAnalysis */
  bars(symbol: string, interval: Interval, range: BarRange): Promise<StoredBars> {
    return this.#storedBars(symbol, interval, range);
  }

  /**
   * Backtests of the chosen strategies, or of all, over the bars of a range.
   * @throws StockulaError as technicalAnalysis; USAGE, NOT_FOUND or STRATEGY_INVALID for what a strategy has wrong
   */
  async backtest(
    symbol: string,
    interval: Interval,
    range: BarRange,
    options: BacktestOptions,
  ): Promise<BacktestAnswer> {
    const asked = options.warmUp === 'before' ? { to: range.to, adjust: range.adjust } : range;
    const stored = await this.#storedBars(symbol, interval, asked);
    const answer = await backtestBars(stored, range, options, this.#rates);
    const question = questionOf(stored.series.symbol, interval, range, options, null);
    const run = await keepRun(this.#runs, question, stored.series, answer);
    return { ...answer, run, stale: this.#stale };
  }

  /**
   * How the capital of a portfolio is divided at the last prices, and what is to be expected of that.
   * @throws StockulaError NOT_FOUND and NO_DATA for symbols and prices, USAGE for what cannot be allocated
   */
  async allocate(question: AllocationQuestion, options: RunOptions = {}): Promise<AllocatedPortfolio> {
    const { allocatePortfolio } = await import('./allocation/allocate-portfolio.ts');
    return allocatePortfolio(question, this.#allocationSources(), options);
  }

  /** What a portfolio with shared cash would have come to. @throws StockulaError as allocate */
  async portfolioBacktest(
    question: AllocationQuestion,
    options: PortfolioBacktestOptions = {},
  ): Promise<TestedPortfolio> {
    const { portfolioBacktest } = await import('./allocation/portfolio-backtest.ts');
    return portfolioBacktest(question, this.#allocationSources(), options);
  }

  /** Where backtests find rates without risk. */
  get #rates(): Pick<MarketStore, 'bars'> {
    return { bars: (symbol, interval, range = {}) => this.#cachedBars(symbol, interval, range) };
  }

  #allocationSources(): AllocationSources {
    const bars: AllocationSources['bars'] = (...asked) => this.#storedBars(...asked);
    return { store: this.#store, stale: this.#stale, bars, now };
  }

  /**
   * A forecast of the closes, always with the naive one beside it; it is kept, and scored once what happened is known.
   * @throws StockulaError as technicalAnalysis, and NO_DATA where no bar has a price or a test period no bar
   */
  async forecast(question: ForecastQuestion): Promise<ForecastedSymbol> {
    const { forecastSymbol } = await import('./forecast/forecast-symbol.ts');
    return forecastSymbol(question, {
      store: this.#store,
      forecasts: this.#forecasts,
      stale: this.#stale,
      bars: (symbol, interval, range) => this.#storedBars(symbol, interval, range),
      now,
    });
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

  /** Scores kept forecasts as far as bars have come, and says what they were worth. @throws StockulaError USAGE as above */
  async scoreForecasts(filter: Pick<ForecastFilter, 'symbol' | 'interval'>): Promise<ScoredForecasts> {
    const { scoreKept } = await import('./forecast/keep.ts');
    return scoreKept(requireForecasts(this.#forecasts), this.#store, filter, now());
  }

  /**
   * The best parameters of the chosen strategies, or of all, over the bars of a range; or a walk forward with them.
   * @throws StockulaError as backtest, and USAGE for a grid, a metric or spans that make no sense; the signal's reason
   */
  async searchParameters(
    symbol: string,
    interval: Interval,
    range: BarRange,
    { options, search, threads = {} }: ParameterQuestion,
  ): Promise<SearchAnswer> {
    const asked = options.warmUp === 'before' ? { to: range.to, adjust: range.adjust } : range;
    const stored = await this.#storedBars(symbol, interval, asked);
    const answer = await searchBars(stored, range, options, search, threads);
    const question = questionOf(stored.series.symbol, interval, range, options, search);
    const run = await keepRun(this.#runs, question, stored.series, answer);
    return { ...answer, run, stale: this.#stale };
  }

  /** Backtests and searches that are kept, the newest first. @throws StockulaError USAGE where no database answers */
  async storedRuns(filter: RunFilter): Promise<StoredRun[]> {
    return requireRuns(this.#runs).list(filter);
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
  async rerun(id: string): Promise<RunComparison> {
    const before = await this.storedRun(id);
    const { symbol, interval, range, options, search } = before.question as RunQuestion;
    const asked = options.warmUp === 'before' ? { to: range.to, adjust: range.adjust } : range;
    const stored = await this.#storedBars(symbol, interval, asked);
    const answer =
      search === null
        ? await backtestBars(stored, range, options, this.#rates)
        : await searchBars(stored, range, options, search, {});
    return compareRuns(
      before,
      runOf(questionOf(symbol, interval, range, options, search), stored.series, answer),
    );
  }

  /** The symbol with the most daily bars, or null in an empty database. */
  bestKnownSymbol(): Promise<string | null> {
    return this.#store.symbolWithMostBars('1d');
  }

  /** Adjusted for splits and dividends unless asked otherwise: what is calculated from bars must not take either for a move. */
  async #storedBars(symbolText: string, interval: Interval, asked: BarRange): Promise<StoredBars> {
    const symbol = await this.#knownSymbol(symbolText);
    const { latest, ...whole } = { ...asked, adjust: asked.adjust ?? ('total' as const) };
    // Days are few enough to be read whole: then one reading serves all that is asked about a symbol.
    const range: BarRange = isIntraday(interval) ? { ...whole, latest } : whole;
    const stored = await this.#cachedBars(symbol, interval, range);
    if (stored.series.ts.length > 0) return latestOf(stored, latest);
    throw noBars(symbol, interval, range, await this.#store.intervalsOf(symbol));
  }

  #cachedBars(symbol: TickerSymbol, interval: Interval, range: BarRange): Promise<StoredBars> {
    // Each part at its place: a range without a beginning is another one than a range without an end.
    const bounds = [range.from, range.to, range.latest].map((bound) => bound ?? '').join('_');
    const key = `${symbol}_price_${interval}_${range.adjust}_${bounds}`;
    return this.#cache.getOrLoad({ kind: 'price', key, tags: [symbol] }, () =>
      this.#store.bars(symbol, interval, range),
    );
  }

  async #knownSymbol(text: string): Promise<TickerSymbol> {
    const symbol = text.trim().toUpperCase();
    const symbols = await this.#cache.getOrLoad(
      { kind: 'marketData', key: 'symbols', tags: ['symbols'] },
      () => this.#store.symbols(),
    );
    if (isTickerSymbol(symbol) && symbols.includes(symbol)) return symbol;
    throw unknownSymbol(text, symbols);
  }
}

const now = (): EpochMs => Date.now() as EpochMs;

function latestOf(stored: StoredBars, latest: number | undefined): StoredBars {
  const { series } = stored;
  if (latest === undefined || series.ts.length <= latest) return stored;
  const last = (values: Float64Array): Float64Array => values.subarray(-latest);
  const { ts, open, high, low, close, volume } = series;
  const columns = { ts, open, high, low, close, volume };
  const cut = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, last(values)]));
  return { ...stored, series: { ...series, ...cut } };
}

function firstAtOrAfter(ts: Float64Array, from: number): number {
  const index = ts.findIndex((time) => time >= from);
  return index < 0 ? ts.length : index;
}

function noBars(symbol: string, interval: Interval, range: BarRange, held: readonly string[]): StockulaError {
  const day = (ms: number | undefined): string | null =>
    ms === undefined ? null : new Date(ms).toISOString().slice(0, 10);
  const from = day(range.from);
  const to = day(range.to);
  const when = `${from ? ` from ${from}` : ''}${to ? ` to ${to}` : ''}`;
  return new StockulaError('NO_DATA', {
    expected: `bars of ${symbol} with interval ${interval}${when}`,
    got:
      held.length === 0 || held.includes(interval) ? 'none in that range' : `only bars of ${held.join(', ')}`,
    remedy: 'Ask for another range (--from, --to) or interval (--interval).',
  });
}
