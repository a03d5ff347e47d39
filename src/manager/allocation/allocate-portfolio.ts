import { allocate } from '../../allocation/allocate.ts';
import { type PortfolioFigures, portfolioFigures, type ReturnModel } from '../../allocation/figures.ts';
import { efficientFrontier } from '../../allocation/mean-variance.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { RunOptions } from '../workers/run-tasks.ts';
import type { AllocatedPortfolio, AllocatedPosition, FrontierPoint } from './allocated-portfolio.ts';
import { candidatesOf, planOf } from './candidates.ts';
import { estimate } from './estimate.ts';
import { historicalRatios } from './history.ts';
import { isOptimiser, nothingEarnsMore, type Optimiser, optimalWeights, tooFewReturns } from './optimise.ts';
import { currentValue, notesOf, positionsOf } from './positions.ts';
import { type AllocationQuestion, boundsOf, estimateTerms, timeOf } from './question.ts';
import { scoredWeights } from './scores.ts';
import { type AllocationSources, lastPrice, ratesOf, seriesOfTickers } from './sources.ts';

const frontierPoints = 21;
/** Beyond that a frontier takes seconds, and nobody reads its weights. */
const mostForFrontier = 60;

/**
 * Divides the capital of a portfolio by its method at the last prices of the question.
 * @throws StockulaError NOT_FOUND and NO_DATA for unknown symbols and prices, USAGE for what cannot be allocated
 */
export async function allocatePortfolio(
  question: AllocationQuestion,
  sources: AllocationSources,
  options: RunOptions = {},
): Promise<AllocatedPortfolio> {
  const { portfolio } = question;
  const stored = await seriesOfTickers(question, endOf(question), sources);
  const series = stored.map((each) => each.series);
  requireWithin(question, series);
  const candidates = await candidatesOf(question, series, sources);
  const rates = await ratesOf(sources);
  const estimated = estimate(series, estimateTerms(question), rates);
  const model = estimated?.model ?? null;
  const scored =
    portfolio.allocation_method === 'backtest_optimized'
      ? await scoredWeights(question, series, sources, options)
      : null;
  const method = portfolio.allocation_method;
  const weighed = isOptimiser(method) ? optimised(question, method, model) : (scored?.weights ?? []);
  const allocation = allocate(candidates, planOf(question, weighed), {
    capital: portfolio.initial_capital,
    fractional: portfolio.allow_fractional_shares,
    maxPercent: portfolio.max_position_size,
  });
  const weights = allocation.holdings.map(({ value }) => value / portfolio.initial_capital);
  const { riskContributions, ...figures } = model ? portfolioFigures(weights, model) : noFigures;
  const positions = positionsOf(question, series, allocation, riskContributions);
  return {
    name: portfolio.name,
    method: portfolio.allocation_method,
    capital: portfolio.initial_capital,
    basis: [...new Set(stored.flatMap(({ bases }) => bases))],
    positions,
    invested: allocation.invested,
    leftover: allocation.leftover,
    utilizationPercent: (100 * allocation.invested) / portfolio.initial_capital,
    currentValue: currentValue(positions),
    figures: model ? figures : null,
    currentFigures: model ? figuresNow(positions, portfolio.initial_capital, model) : null,
    assets: model ? eachAlone(positions, model) : [],
    estimate: estimated?.report ?? null,
    frontier: model ? frontierOf(question, model) : [],
    scores: scored?.scores ?? [],
    history: model ? historicalRatios(series, weights, estimateTerms(question), rates) : null,
    notes: [
      ...allocation.notes,
      ...(scored?.notes ?? []),
      ...notesOf(positions, estimated !== null, rates !== null),
    ],
    stale: sources.stale,
  };
}

const noFigures: PortfolioFigures = {
  expectedReturn: 0,
  volatility: 0,
  sharpe: null,
  riskContributions: null,
};

/** A backtest-optimised portfolio is bought at the end of the test. */
function endOf({ portfolio, optimization, range }: AllocationQuestion): EpochMs | undefined {
  const testEnd = portfolio.allocation_method === 'backtest_optimized' ? optimization?.test_end_date : null;
  return testEnd ? timeOf(testEnd, 'end') : range.to;
}

/** @throws StockulaError NO_DATA for a range that begins after the last price of an instrument */
function requireWithin({ range, portfolio }: AllocationQuestion, series: readonly BarSeries[]): void {
  const { from } = range;
  // Its test dates say when it is bought.
  if (from === undefined || portfolio.allocation_method === 'backtest_optimized') return;
  const old = series.filter((bars) => (lastPrice(bars)?.at ?? from) < from).map(({ symbol }) => symbol);
  if (old.length === 0) return;
  throw new StockulaError('NO_DATA', {
    expected: `a price of every symbol from ${new Date(from).toISOString().slice(0, 10)} on`,
    got: `none for ${old.join(', ')}`,
    remedy: 'Choose an earlier --from or data.start_date, fetch bars, or leave the symbol out.',
  });
}

/** What is held now, as parts of the capital; the rest is cash. Null where nothing is said of it. */
function figuresNow(
  positions: readonly AllocatedPosition[],
  capital: number,
  model: ReturnModel,
): AllocatedPortfolio['figures'] {
  if (positions.every(({ current }) => current === null)) return null;
  return figuresOf(
    positions.map(({ current }) => (current?.value ?? 0) / capital),
    model,
  );
}

function eachAlone(
  positions: readonly AllocatedPosition[],
  model: ReturnModel,
): AllocatedPortfolio['assets'] {
  return positions.map(({ symbol }, place) => ({
    symbol,
    ...figuresOf(
      positions.map((_, at) => Number(at === place)),
      model,
    ),
  }));
}

function figuresOf(
  weights: ArrayLike<number>,
  model: ReturnModel,
): NonNullable<AllocatedPortfolio['figures']> {
  const { riskContributions: _, ...figures } = portfolioFigures(weights, model);
  return figures;
}

function optimised(question: AllocationQuestion, method: Optimiser, model: ReturnModel | null): Float64Array {
  const symbols = question.portfolio.tickers.map(({ symbol }) => symbol);
  if (model === null) throw tooFewReturns(symbols, method);
  const weights = optimalWeights(method, model, boundsOf(question), symbols);
  if (weights === null) throw nothingEarnsMore(model);
  return weights;
}

function frontierOf(question: AllocationQuestion, model: ReturnModel): FrontierPoint[] {
  const count = model.means.length;
  const bounds = boundsOf(question);
  const isFeasible = count * bounds.max >= 1 && count * bounds.min <= 1;
  if (count < 2 || count > mostForFrontier || !isFeasible) return [];
  return efficientFrontier(model, bounds, frontierPoints).map((weights) => {
    return { ...figuresOf(weights, model), weightsPercent: Array.from(weights, (weight) => 100 * weight) };
  });
}
