import * as z from 'zod';
import { statistics, trade } from './backtests.ts';
import { adjust, interval, staleness, symbol } from './common.ts';

const day = z.iso.date();
const span = z.object({ from: day, to: day }).strict();
const number = z.number();
const nullable = number.nullable();
const percent = number.min(0).max(100);
const time = number.describe('Epoch milliseconds');

const allocationMethods = [
  'equal_weight',
  'market_cap',
  'custom',
  'dynamic',
  'auto',
  'backtest_optimized',
  'minimum_variance',
  'maximum_sharpe',
  'risk_parity',
  'hierarchical_risk_parity',
] as const;

const covarianceTargets = ['constant_correlation', 'identity', 'sample'] as const;

export const rebalancings = ['never', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'drift'] as const;

const ticker = z
  .object({
    symbol,
    quantity: number.positive().max(1e12).optional().describe('Held now; what custom buys'),
    percent: percent.optional().describe('Of the capital, for dynamic'),
    amount: number.min(0).max(1e15).optional().describe('Currency units, for dynamic'),
    marketCap: number.positive().max(1e9).optional().describe('Billions; by default of the company data'),
    category: z.string().min(1).max(60).optional().describe('For auto, such as TECHNOLOGY'),
  })
  .strict()
  .meta({ id: 'AllocationTicker' });

const question = {
  name: z.string().min(1).max(100).optional(),
  tickers: z.array(ticker).max(500).optional().describe('By default those that are configured'),
  method: z.enum(allocationMethods).optional(),
  capital: number.positive().max(1e15).optional().describe('Currency units'),
  categoryRatios: z
    .record(z.string().max(60), number.min(0).max(1))
    .optional()
    .describe('Part of the capital of each category, for auto; together 1'),
  utilization: number.min(0.5).max(1).optional().describe('Part of the capital to invest, for auto'),
  fractional: z.boolean().optional().describe('Parts of a share'),
  minPercent: percent.optional().describe('Least part of a position that an optimiser gives'),
  maxPercent: percent.nullable().optional().describe('Most part of one position; null: no limit'),
  lookback: z.int().min(2).max(25_000).optional().describe('Returns that risk and return are estimated from'),
  covariance: z
    .enum(covarianceTargets)
    .optional()
    .describe('What its estimate is drawn towards; sample: nothing'),
  optimization: z
    .object({
      train: span.optional(),
      test: span.optional(),
      metric: z.string().min(1).max(64).optional().describe('Statistic to rank strategies by'),
      minPercent: percent.optional(),
      maxPercent: percent.optional(),
      useForecast: z.boolean().optional(),
      forecastWeight: number.min(0).max(1).optional(),
      forecastLength: z.int().min(1).max(365).optional().describe('Days'),
    })
    .strict()
    .optional()
    .describe('For backtest_optimized'),
  interval: interval.optional().describe('A day or longer; by default as configured'),
  adjust: adjust.optional().describe('By default total'),
  from: day.optional(),
  to: day.optional().describe('The last day that prices are taken of'),
};

export const allocationQuestion = z.object(question).strict().meta({
  id: 'AllocationQuestion',
  description: 'Capital to be divided among instruments. What is left out is as configured.',
});

export const portfolioBacktestQuestion = z
  .object({
    ...question,
    rebalance: z.enum(rebalancings).optional(),
    bandPercent: number.min(0.01).max(99).optional().describe('How far weights may drift, percentage points'),
    reestimate: z.boolean().optional().describe('Estimate weights anew at each rebalancing'),
    stopLossPercent: percent.nullable().optional(),
    fill: z.enum(['close', 'next-open']).optional(),
    slippage: number.min(0).max(0.5).optional().describe('Part of the price that orders are filled worse by'),
    commission: number.min(0).lt(1).optional().describe('Part of the value of each order'),
    broker: z.string().min(1).max(40).optional().describe('Fees of a broker; comes before commission'),
  })
  .strict()
  .meta({
    id: 'PortfolioBacktestQuestion',
    description: 'A portfolio to be bought and rebalanced over the past. What is left out is as configured.',
  });

const figures = z.object({
  expectedReturn: nullable.describe('Percent a year'),
  volatility: nullable.describe('Percent a year'),
  sharpe: nullable,
});

const ratios = z.object({
  dynamicSharpe: nullable,
  dynamicSortino: nullable,
  fixedSharpe: nullable,
  fixedSortino: nullable,
});

export const allocationAnswer = z
  .object({
    name: z.string(),
    method: z.enum(allocationMethods),
    capital: number,
    basis: z.array(z.string()),
    positions: z.array(
      z
        .object({
          symbol: z.string(),
          category: z.string().nullable(),
          price: number,
          priceAt: time.nullable(),
          targetPercent: number,
          weightPercent: number.describe('What its shares are worth, of the capital'),
          quantity: number,
          value: number,
          riskPercent: nullable.describe('Of the variance of the portfolio'),
          current: z.object({ quantity: number, value: number }).nullable().describe('Held now'),
        })
        .meta({ id: 'AllocatedPosition' }),
    ),
    invested: number,
    leftover: number,
    utilizationPercent: number,
    currentValue: nullable,
    figures: figures.nullable(),
    currentFigures: figures.nullable().describe('Of what is held now, with the rest as cash'),
    assets: z.array(figures.extend({ symbol: z.string() })).describe('Each instrument by itself'),
    estimate: z
      .object({
        returns: z.int(),
        from: time,
        to: time,
        leftOut: z.array(z.object({ symbol: z.string(), bars: z.int() })),
        covariance: z.string(),
        shrinkage: number,
        riskFreePercent: number,
        riskFreeSource: z.string().nullable(),
      })
      .nullable(),
    frontier: z
      .array(figures.extend({ weightsPercent: z.array(number) }))
      .describe('From the least risk to the highest return'),
    scores: z.array(z.looseObject({ symbol: z.string(), score: nullable })),
    history: ratios.nullable(),
    notes: z.array(z.string()),
    stale: staleness.nullable(),
  })
  .meta({ id: 'AllocationAnswer' });

export type AllocationAnswer = z.output<typeof allocationAnswer>;

export const portfolioBacktestAnswer = z
  .object({
    name: z.string(),
    method: z.enum(allocationMethods),
    symbols: z.array(z.string()),
    basis: z.array(z.string()),
    settings: z.record(z.string(), z.unknown()),
    statistics,
    riskFree: ratios.extend({ symbol: z.string(), meanRatePercent: nullable }).nullable(),
    ts: z.array(time),
    equity: z.array(nullable),
    cash: z.array(nullable),
    drawdownPercent: z.array(nullable),
    weightsPercent: z.array(z.array(nullable)).describe('For each symbol its part of equity'),
    rebalances: z.array(
      z.object({
        ts: time,
        weights: z.array(number),
        turnoverPercent: nullable,
        costs: number,
      }),
    ),
    annualTurnoverPercent: nullable,
    commissions: number,
    slippage: number,
    stops: z.int(),
    trades: z.array(trade),
    openTrades: z.array(trade),
    meanOfReturns: z.object({
      returnsPercent: z.array(nullable),
      meanPercent: nullable,
      finalValue: nullable,
      why: z.string(),
    }),
    meanOfRuns: z.looseObject({}).nullable(),
    notes: z.array(z.string()),
    stale: staleness.nullable(),
  })
  .meta({ id: 'PortfolioBacktestAnswer' });

export type PortfolioBacktestAnswer = z.output<typeof portfolioBacktestAnswer>;
