import * as z from 'zod';
import { adjust, interval, staleness, symbol } from './common.ts';

const day = z.iso.date();

/** Strategies that come with Stockula, by name, alias or group: files are no question of the network. */
const strategyName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w -]+$/)
  .describe('Name of a strategy or of a group of them, such as smacross or trend');

const number = z.number();
const statisticName = z.string().min(1).max(64);

const chosenStrategy = z
  .object({
    name: strategyName,
    parameters: z
      .record(z.string().max(64), number)
      .optional()
      .describe('Those that are not to have their default'),
  })
  .strict()
  .meta({ id: 'ChosenStrategy' });

const question = {
  symbol,
  interval: interval.optional().describe('By default as configured: data.interval'),
  adjust: adjust.optional().describe('By default total'),
  from: day.optional().describe('First day; without both, the days that are configured, else all bars'),
  to: day.optional().describe('Last day, included'),
  strategies: z
    .array(chosenStrategy)
    .max(50)
    .optional()
    .describe('By default those that are configured; none means all'),
  direction: z
    .enum(['long', 'long-short'])
    .optional()
    .describe('Whether a signal to leave a long trade only closes it, or sells short too'),
  fill: z
    .enum(['close', 'next-open'])
    .optional()
    .describe('Where a market order is filled: at the close of its bar, or at the next open'),
  cash: number.positive().max(1e12).optional().describe('At the start, currency units'),
  commission: number
    .min(0)
    .lt(1)
    .optional()
    .describe('Part of the value of each order, 0.002 for 0.2 %, in place of any broker'),
  broker: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .describe('Fees of a broker, such as interactive_brokers; comes before commission'),
  slippage: number.min(0).max(0.5).optional().describe('Part of the price that orders are filled worse by'),
  stopLossPercent: number
    .min(0)
    .max(100)
    .nullable()
    .optional()
    .describe('Loss at which a trade is closed; null: none'),
  exclusiveOrders: z.boolean().optional().describe('Each new order closes what is held'),
  finalizeTrades: z.boolean().optional().describe('Close what is held at the last close'),
  fractional: z.boolean().optional().describe('Millionths of a share instead of whole ones'),
  warmUp: z.enum(['inside', 'before']).optional().describe('On which bars indicators warm up'),
  riskFree: z
    .enum(['^IRX', '^FVX', 'BIL', 'SGOV'])
    .optional()
    .describe('Whose rate ratios are compared with'),
};

export const backtestQuestion = z.object(question).strict().meta({
  id: 'BacktestQuestion',
  description: 'What is to be tested, and by which rules. What is left out is as configured.',
});

const span = z.object({ from: day, to: day }).strict();
const gridValues = z.union([
  number,
  z.array(number).min(1).max(1000),
  z.object({ min: number, max: number, step: number.positive().optional() }).strict(),
]);

export const searchQuestion = z
  .object({
    ...question,
    grids: z
      .record(strategyName, z.record(z.string().max(64), gridValues))
      .optional()
      .describe(
        'Values to try, by strategy and parameter: a number, a list, or a range; by default ones that suit',
      ),
    metric: statisticName.optional().describe('Statistic to rank by, such as Return [%]'),
    best: z.int().min(1).max(100).optional().describe('How many of the best to tell; by default 10'),
    split: z
      .object({ train: span, test: span })
      .strict()
      .optional()
      .describe('Where parameters are chosen, and where they are tried'),
    walk: z
      .object({
        inSampleBars: z.int().min(2).max(1_000_000).optional(),
        outOfSampleBars: z.int().min(1).max(1_000_000).optional(),
        anchored: z.boolean().optional().describe('Choose in all bars so far'),
      })
      .strict()
      .optional()
      .describe('Choose in one stretch of bars and use in the next, again and again: in place of one search'),
  })
  .strict()
  .meta({
    id: 'SearchQuestion',
    description: 'Parameters to be searched for. What is left out is as configured.',
  });

const time = z.number().describe('Epoch milliseconds');
const figure = z.union([z.number(), z.string()]).nullable();
export const statistics = z
  .record(z.string(), figure)
  .describe('By the names of backtesting.py, with our own behind them; null where undefined');
const parameters = z.record(z.string(), z.number());

export const trade = z
  .object({
    size: z.number().describe('Units; below 0 for a short trade'),
    entryBar: z.int(),
    exitBar: z.int().nullable(),
    entryTime: time,
    exitTime: time.nullable(),
    entryPrice: z.number(),
    exitPrice: z.number().nullable().describe('Null while it is open'),
    stopLoss: z.number().nullable(),
    takeProfit: z.number().nullable(),
    profit: z.number().nullable().describe('Currency units, after commission'),
    returnPercent: z.number().nullable(),
    commission: z.number().nullable(),
    tag: z.string().nullable(),
  })
  .meta({ id: 'Trade' });

export type Trade = z.output<typeof trade>;

const equityCurve = z
  .object({
    ts: z.array(time),
    equity: z.array(z.number().nullable()),
    drawdownPercent: z.array(z.number().nullable()),
    buyAndHold: z.array(z.number().nullable()),
  })
  .meta({ id: 'EquityCurve', description: 'One value a bar' });

export type EquityCurve = z.output<typeof equityCurve>;

const strategyRun = z
  .object({
    strategy: z.string(),
    title: z.string(),
    params: parameters,
    statistics,
    riskFree: z.record(z.string(), figure).nullable().describe('Ratios above the rate without risk'),
    trades: z.array(trade),
    openTrades: z.array(trade),
    notes: z.array(z.string()),
    equity: equityCurve.nullable().describe('Of the first run only'),
  })
  .meta({ id: 'StrategyRun' });

export type StrategyRun = z.output<typeof strategyRun>;

const tested = {
  symbol: z.string(),
  interval,
  basis: z.array(z.string()),
  from: time,
  to: time,
  bars: z.int(),
  settings: z.record(z.string(), z.unknown()).describe('The rules, filled in'),
  run: z
    .object({ id: z.string().nullable(), note: z.string().nullable() })
    .describe('The run it is kept as, or why it is not kept'),
  stale: staleness.nullable(),
};

export const backtestAnswer = z
  .object({
    ...tested,
    runs: z.array(strategyRun).describe('By return, the best first'),
    notes: z.array(z.string()),
  })
  .meta({ id: 'BacktestAnswer' });

export type BacktestAnswer = z.output<typeof backtestAnswer>;

const days = z.array(z.string()).length(2).describe('First and last day');

const heatMap = z
  .object({
    metric: z.string(),
    rows: z.object({ parameter: z.string(), values: z.array(z.number()) }),
    columns: z.object({ parameter: z.string(), values: z.array(z.number()) }),
    values: z.array(z.array(z.number().nullable())).describe('By row and column'),
    others: parameters.describe('The other parameters, as held'),
  })
  .meta({ id: 'HeatMap' });

const optimisation = z
  .object({
    strategy: z.string(),
    title: z.string(),
    metric: z.string(),
    lowerIsBetter: z.boolean(),
    values: z.record(z.string(), z.array(z.number())),
    combinations: z.int(),
    skipped: z.int(),
    best: z.array(z.object({ params: parameters, statistics, value: z.number().nullable() })),
    heatMap: heatMap.nullable(),
    trial: z
      .object({
        params: parameters,
        train: days,
        test: days,
        trainResults: statistics,
        testResults: statistics,
        performanceDegradation: z.record(z.string(), figure),
      })
      .nullable()
      .describe('The choice of the first part, tried on the rest'),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Optimisation' });

export type Optimisation = z.output<typeof optimisation>;

const walkForward = z
  .object({
    strategy: z.string(),
    title: z.string(),
    metric: z.string(),
    anchored: z.boolean(),
    inSampleBars: z.int(),
    outOfSampleBars: z.int(),
    values: z.record(z.string(), z.array(z.number())),
    combinations: z.int(),
    skipped: z.int(),
    windows: z.array(
      z.object({
        inSample: days,
        outOfSample: days,
        params: parameters,
        metricInSample: z.number().nullable(),
        metricOutOfSample: z.number().nullable(),
        returnInSample: z.number().nullable(),
        returnOutOfSample: z.number().nullable(),
        annualReturnInSample: z.number().nullable(),
        trades: z.int(),
      }),
    ),
    statistics,
    trades: z.array(trade),
    equity: z.object({ ts: z.array(time), equity: z.array(z.number().nullable()) }).nullable(),
    efficiencyRatio: z.number().nullable(),
    notes: z.array(z.string()),
  })
  .meta({ id: 'WalkForward' });

export type WalkForward = z.output<typeof walkForward>;

export const searchAnswer = z
  .object({ ...tested, optimisations: z.array(optimisation), walkForwards: z.array(walkForward) })
  .meta({ id: 'SearchAnswer' });

export type SearchAnswer = z.output<typeof searchAnswer>;
