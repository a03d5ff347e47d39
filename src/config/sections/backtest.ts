import * as z from 'zod';
import { ascending, type Finding, orderedPairs, rule } from '../checks.ts';
import { category, date, flag, list, mapping, number, oneOf, optional, text, whole } from '../fields.ts';

// Fields of a preset broker that are left out come from the preset, hence no defaults but null.
const broker = z.object(
  {
    name: text().prefault('custom').meta({ description: 'A preset, such as robinhood, or custom' }),
    commission_type: optional(oneOf(['percentage', 'fixed', 'per_share', 'tiered'])).meta({
      description: 'What commission_value means',
    }),
    commission_value: optional(
      z.union([number({ min: 0 }), mapping(number({ min: 0 }))], {
        error: 'a number of at least 0, or a mapping of share counts to such numbers',
      }),
    ).meta({ description: 'Commission: one number, or for tiered one by number of shares' }),
    min_commission: optional(number({ min: 0 })).meta({
      description: 'Least commission of a trade',
      unit: 'currency units',
    }),
    max_commission: optional(number({ min: 0 })).meta({
      description: 'Most commission of a trade',
      unit: 'currency units',
    }),
    per_share_commission: optional(number({ min: 0 })).meta({
      description: 'Commission per share, for per_share',
      unit: 'currency units',
    }),
    regulatory_fees: optional(number({ min: 0 })).meta({
      description: 'Regulatory fee on the value of a trade',
      unit: 'fraction',
    }),
    exchange_fees: optional(number({ min: 0 })).meta({
      description: 'Exchange fee of a trade',
      unit: 'currency units',
    }),
  },
  { error: 'a mapping with a name' },
);

/** Periods are counts of bars. */
function periodFindings(parameters: Readonly<Record<string, unknown>>): readonly Finding[] {
  return Object.entries(parameters)
    .filter(([name, value]) => /(^|_)period$/.test(name) && !(Number.isInteger(value) && Number(value) >= 1))
    .map(([name, value]) => ({
      path: [name],
      expected: 'a whole number of at least 1',
      got: JSON.stringify(value),
    }));
}

const strategy = z.object(
  {
    name: text().meta({ description: 'Name of the strategy, such as smacross' }),
    parameters: mapping(z.unknown())
      .check(rule((value) => [...periodFindings(value), ...orderedPairs(value)]))
      .prefault({})
      .meta({ description: 'Parameters of the strategy; slow above fast, overbought above oversold' }),
  },
  { error: 'a mapping with a name' },
);

const walkForward = z.object(
  {
    in_sample_bars: whole({ min: 2 })
      .prefault(504)
      .meta({ description: 'Bars in which parameters are chosen', unit: 'bars' }),
    out_of_sample_bars: whole({ min: 1 })
      .prefault(126)
      .meta({ description: 'Bars in which they are used then', unit: 'bars' }),
    anchored: flag()
      .prefault(false)
      .meta({ description: 'Choose in all bars so far, rather than in the last in_sample_bars' }),
  },
  { error: 'a mapping' },
);

export const backtest = z
  .object({
    initial_cash: number({ above: 0 })
      .prefault(10_000)
      .meta({ description: 'Cash at the start', unit: 'currency units' }),
    start_date: optional(date()).meta({ description: 'First day; by default that of data' }),
    end_date: optional(date()).meta({ description: 'Last day; by default that of data' }),
    commission: number({ min: 0, max: 1 }).prefault(0.002).meta({
      description: 'Commission on entry and on exit, where no broker_config is given',
      unit: 'fraction',
    }),
    broker_config: optional(broker).meta({ description: 'Fees of a broker' }),
    fill: oneOf(['close', 'next_open']).prefault('close').meta({
      description: 'Where a market order is filled: at the close of its bar, or at the open of the next one',
    }),
    direction: oneOf(['long', 'long_short']).prefault('long').meta({
      description:
        'Whether strategies only close at the opposite of their signal to buy, or sell short there',
    }),
    slippage: number({ min: 0, max: 0.5 }).prefault(0).meta({
      description: 'Part of the price by which market and stop orders are filled worse',
      unit: 'fraction',
    }),
    exclusive_orders: flag()
      .prefault(true)
      .meta({ description: 'Each new order closes what is held and cancels the orders before it' }),
    finalize_trades: flag()
      .prefault(false)
      .meta({ description: 'Close what is held at the last close, so that it counts as a trade' }),
    fractional: flag()
      .prefault(false)
      .meta({ description: 'Trade millionths of a share instead of whole shares' }),
    warm_up: oneOf(['inside', 'before']).prefault('inside').meta({
      description:
        'Whether the first bars of the range are spent on the warm-up of indicators, or bars before the range',
    }),
    risk_free: optional(oneOf(['^IRX', '^FVX', 'BIL', 'SGOV'], 'upper')).meta({
      description:
        'Instrument whose rate Sharpe and Sortino ratios are also compared with; by default the first that is stored',
    }),
    margin: number({ min: 0 }).prefault(1).meta({
      description: 'Margin requirement; nothing is bought on credit',
      noEffect: 'backtest.initial_cash',
    }),
    strategies: list(strategy).prefault([]).meta({ description: 'The strategies to test' }),
    optimize: flag().prefault(false).meta({ description: 'Search for the best parameters' }),
    optimization_params: optional(mapping(z.unknown())).meta({
      description: 'Values to try, by strategy and parameter',
    }),
    optimization_metric: text().prefault('Return [%]').meta({
      description: 'Statistic to rank combinations of parameters by',
    }),
    walk_forward: optional(walkForward).meta({
      description: 'Choose parameters in one stretch of bars and use them in the next, again and again',
    }),
    hold_only_categories: list(category())
      .prefault(['INDEX', 'BOND'])
      .meta({ description: 'Categories that are held, not traded' }),
  })
  .check(rule(ascending(['start_date', 'end_date'])));
