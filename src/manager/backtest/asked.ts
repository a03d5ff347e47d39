import { rankingMetric } from '../../backtest/optimise/metric.ts';
import type { WalkSettings } from '../../backtest/optimise/windows.ts';
import { requireStrategy } from '../../backtest/strategies/catalogue.ts';
import { strategyParameters } from '../../backtest/strategies/parameters.ts';
import type { Config } from '../../config/schema.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import type { BarRange } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { checkSplit } from './optimise.ts';
import type { SearchOptions } from './optimise-answer.ts';
import { backtestOptions, searchOptions } from './options.ts';
import type { BacktestOptions, RiskFreeSymbol, StrategyChoice } from './question.ts';

/** A backtest as programs and pages ask for it: what is left out is as configured. */
export interface AskedBacktest {
  readonly symbol: string;
  readonly interval?: Interval | undefined;
  readonly adjust?: AdjustmentBasis | undefined;
  /** ISO days, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly strategies?: readonly AskedStrategy[] | undefined;
  readonly direction?: 'long' | 'long-short' | undefined;
  readonly fill?: 'close' | 'next-open' | undefined;
  readonly cash?: number | undefined;
  /** Part of the value of each order, in place of any broker. */
  readonly commission?: number | undefined;
  /** A preset of `backtest.broker_config`. */
  readonly broker?: string | undefined;
  readonly slippage?: number | undefined;
  readonly stopLossPercent?: number | null | undefined;
  readonly exclusiveOrders?: boolean | undefined;
  readonly finalizeTrades?: boolean | undefined;
  readonly fractional?: boolean | undefined;
  readonly warmUp?: 'inside' | 'before' | undefined;
  readonly riskFree?: RiskFreeSymbol | undefined;
}

interface AskedStrategy {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, number>> | undefined;
}

interface AskedSpan {
  readonly from: string;
  readonly to: string;
}

/** A search for parameters, asked in the same way. */
export interface AskedSearch extends AskedBacktest {
  readonly grids?: SearchOptions['grids'] | undefined;
  readonly metric?: string | undefined;
  readonly best?: number | undefined;
  readonly split?: { readonly train: AskedSpan; readonly test: AskedSpan } | undefined;
  readonly walk?: Partial<{ [Key in keyof WalkSettings]: WalkSettings[Key] | undefined }> | undefined;
}

/** The same as the manager is asked. */
export interface BacktestTerms {
  readonly symbol: string;
  readonly interval: Interval;
  readonly range: BarRange;
  readonly options: BacktestOptions;
}

const dayMs = 86_400_000;
const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`) as EpochMs;
const endOf = (day: string) => (startOf(day) + dayMs - 1) as EpochMs;

/**
 * A backtest with what is configured filled in, as `stockula --ticker SYMBOL --mode backtest` does it.
 * @throws StockulaError USAGE for strategies, parameters and dates that make no sense; CONFIG_INVALID as backtestOptions
 */
export function askedBacktest(config: Config, asked: AskedBacktest, folder: string): BacktestTerms {
  const { symbol, interval = config.data.interval } = asked;
  const options = backtestOptions(configOf(config, asked), symbol, folder);
  options.strategies.forEach(checkChoice);
  return { symbol, interval, range: { ...rangeOf(config, asked), adjust: asked.adjust ?? 'total' }, options };
}

/**
 * The same of a search for parameters.
 * @throws StockulaError as askedBacktest; USAGE for a metric, a grid or a split that makes no sense
 */
export function askedSearch(
  config: Config,
  asked: AskedSearch,
  folder: string,
): BacktestTerms & { readonly search: SearchOptions } {
  const terms = askedBacktest(config, asked, folder);
  const { backtest } = config;
  const metric = rankingMetric(asked.metric ?? backtest.optimization_metric).name;
  const configured = searchOptions({
    ...config,
    backtest: { ...backtest, optimize: true, walk_forward: null },
  });
  const split = asked.split ? splitOf(asked.split) : (configured?.split ?? null);
  const grids = asked.grids ?? backtest.optimization_params;
  checkSize(grids);
  const search = {
    optimise: true,
    grids,
    metric,
    best: asked.best ?? 10,
    split,
    walk: walkOf(config, asked),
  };
  return { ...terms, search };
}

/** The configuration as if the question stood in it; as with --ticker, without a portfolio. */
function configOf(config: Config, asked: AskedBacktest): Config {
  const { backtest, portfolio } = config;
  const direction = asked.direction === 'long-short' ? 'long_short' : asked.direction;
  const fill = asked.fill === 'next-open' ? 'next_open' : asked.fill;
  const strategies = asked.strategies?.map(({ name, parameters = {} }) => ({ name, parameters }));
  return {
    ...config,
    portfolio: {
      ...portfolio,
      tickers: [],
      stop_loss_pct:
        asked.stopLossPercent === undefined ? portfolio.stop_loss_pct : (asked.stopLossPercent ?? 0),
    },
    backtest: {
      ...backtest,
      strategies: strategies ?? backtest.strategies,
      direction: direction ?? backtest.direction,
      fill: fill ?? backtest.fill,
      initial_cash: asked.cash ?? backtest.initial_cash,
      commission: asked.commission ?? backtest.commission,
      broker_config: brokerOf(backtest.broker_config, asked),
      slippage: asked.slippage ?? backtest.slippage,
      exclusive_orders: asked.exclusiveOrders ?? backtest.exclusive_orders,
      finalize_trades: asked.finalizeTrades ?? backtest.finalize_trades,
      fractional: asked.fractional ?? backtest.fractional,
      warm_up: asked.warmUp ?? backtest.warm_up,
      risk_free: asked.riskFree ?? backtest.risk_free,
    },
  };
}

/** Fees of orders, as they are asked. */
export type AskedBroker = Pick<AskedBacktest, 'broker' | 'commission'>;

/** A broker by name comes before a commission, and either before what is configured. */
export function brokerOf(
  configured: Config['backtest']['broker_config'],
  { broker, commission }: AskedBroker,
): Config['backtest']['broker_config'] {
  if (broker === undefined) return commission === undefined ? configured : null;
  return {
    name: broker,
    commission_type: null,
    commission_value: null,
    min_commission: null,
    max_commission: null,
    per_share_commission: null,
    regulatory_fees: null,
    exchange_fees: null,
  };
}

/** Days of the question; where it has none, those of `backtest`, else those of `data`. */
function rangeOf({ backtest, data }: Config, asked: AskedBacktest): BarRange {
  const isOpen = asked.from === undefined && asked.to === undefined;
  const from = isOpen ? (backtest.start_date ?? data.start_date) : asked.from;
  const to = isOpen ? (backtest.end_date ?? data.end_date) : asked.to;
  if (from && to && from > to) {
    throw new StockulaError('USAGE', {
      expected: 'a first day that is not after the last one',
      got: `from ${from} to ${to}`,
      remedy: 'Swap the two dates.',
    });
  }
  return { ...(from && { from: startOf(from) }), ...(to && { to: endOf(to) }) };
}

/** What is wrong with the parameters of a strategy is told before anything is calculated. Files say so when they run. */
function checkChoice({ name, parameters }: StrategyChoice): void {
  if (!/[\\/.]/.test(name)) strategyParameters(requireStrategy(name), parameters);
}

function splitOf({ train, test }: NonNullable<AskedSearch['split']>): SearchOptions['split'] {
  const span = ({ from, to }: AskedSpan) => ({ from: startOf(from), to: endOf(to) });
  const split = { train: span(train), test: span(test) };
  checkSplit(split.train, split.test);
  return split;
}

/** What of the windows is left out is as configured, or as --walk-forward has it. */
function walkOf(
  { backtest: { walk_forward: configured } }: Config,
  { walk }: AskedSearch,
): SearchOptions['walk'] {
  if (walk === undefined) return null;
  return {
    inSampleBars: walk.inSampleBars ?? configured?.in_sample_bars ?? 504,
    outOfSampleBars: walk.outOfSampleBars ?? configured?.out_of_sample_bars ?? 126,
    anchored: walk.anchored ?? configured?.anchored ?? false,
  };
}

/** Each combination is a backtest; who asks over the network is not to keep all cores for a day. */
const mostCombinations = 50_000;

function checkSize(grids: SearchOptions['grids']): void {
  for (const [strategy, values] of Object.entries(grids ?? {})) {
    if (typeof values !== 'object' || values === null) continue;
    const combinations = Object.values(values).reduce((product: number, one) => product * countOf(one), 1);
    if (combinations <= mostCombinations) continue;
    throw new StockulaError('USAGE', {
      expected: `at most ${mostCombinations} combinations of parameters of ${strategy}`,
      got: String(combinations),
      remedy: 'Try fewer values, or larger steps.',
    });
  }
}

function countOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  const { min, max, step = 1 } = value as Readonly<Record<string, unknown>>;
  const count = Math.floor((Number(max) - Number(min)) / Number(step) + 1e-9) + 1;
  // What makes no sense is refused where the grid is made.
  return Number.isFinite(count) ? Math.max(1, count) : 1;
}
