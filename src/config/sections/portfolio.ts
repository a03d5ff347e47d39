import * as z from 'zod';
import { type Finding, rule } from '../checks.ts';
import { category, flag, list, mapping, number, oneOf, optional, symbol, text, whole } from '../fields.ts';

const amounts = ['quantity', 'allocation_pct', 'allocation_amount'] as const;

const ticker = z
  .object(
    {
      symbol: symbol().meta({ description: 'Ticker symbol' }),
      quantity: optional(number({ above: 0 })).meta({ description: 'Shares to hold', unit: 'shares' }),
      allocation_pct: optional(number({ min: 0, max: 100 })).meta({
        description: 'Share of the capital',
        unit: '%',
      }),
      allocation_amount: optional(number({ min: 0 })).meta({
        description: 'Capital',
        unit: 'currency units',
      }),
      market_cap: optional(number()).meta({ description: 'Market capitalisation', unit: 'billions' }),
      price_range: optional(mapping(number())).meta({ description: 'Prices by open, high, low, close' }),
      sector: optional(text()).meta({ description: 'Sector' }),
      category: optional(category()).meta({ description: 'Category, such as TECHNOLOGY or INDEX' }),
    },
    { error: 'a mapping with a symbol' },
  )
  .check(
    rule((value) => {
      const given = amounts.filter((name) => value[name] !== null);
      const expected = `given at most one of ${amounts.join(', ')}`;
      return given.length > 1 ? [{ path: [], expected, got: given.join(' and ') }] : [];
    }),
  );

const methods = [
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

const covariances = ['constant_correlation', 'identity', 'sample'] as const;

// `none` and `annually` are other words for the first and the last period.
const rebalancing = [
  'never',
  'none',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'yearly',
  'annually',
  'drift',
] as const;

const fields = z.object({
  name: text().prefault('Main Portfolio').meta({ description: 'Name of the portfolio' }),
  initial_capital: number({ above: 0 })
    .prefault(10_000)
    .meta({ description: 'Capital to invest', unit: 'currency units' }),
  allocation_method: oneOf(methods).prefault('equal_weight').meta({ description: 'How capital is divided' }),
  dynamic_allocation: flag()
    .prefault(false)
    .meta({ description: 'Same as allocation_method dynamic: by allocation_pct or allocation_amount' }),
  auto_allocate: flag()
    .prefault(false)
    .meta({ description: 'Same as allocation_method auto: by category_ratios' }),
  category_ratios: optional(mapping(number({ min: 0 }))).meta({
    description: 'Part of the capital for each category; together 1 (± 0.01). Required by auto',
    unit: 'fraction',
  }),
  allow_fractional_shares: flag().prefault(false).meta({ description: 'Buy fractions of a share' }),
  capital_utilization_target: number({ min: 0.5, max: 1 })
    .prefault(0.95)
    .meta({ description: 'Part of the capital to invest, for auto', unit: 'fraction' }),
  rebalance_frequency: optional(oneOf(rebalancing)).prefault('monthly').meta({
    description:
      'When a portfolio that is tested returns to its weights: at the first bar of a period, never, or once a weight has drifted by rebalance_band_pct',
  }),
  rebalance_band_pct: number({ min: 0.01, max: 99 }).prefault(5).meta({
    description: 'How far a weight may drift from its target, for rebalance_frequency drift',
    unit: 'percentage points',
  }),
  max_position_size: optional(number({ min: 0, max: 100 })).meta({
    description: 'Largest part of the portfolio one position may take',
    unit: '%',
  }),
  min_position_size: number({ min: 0, max: 100 }).prefault(0).meta({
    description: 'Smallest part that minimum_variance, maximum_sharpe and the risk parities give',
    unit: '%',
  }),
  stop_loss_pct: optional(number({ min: 0, max: 100 })).meta({
    description: 'Loss at which a backtest sells, a trade or a position of a portfolio; 0: none',
    unit: '%',
  }),
  lookback_bars: whole({ min: 2, max: 25_000 }).prefault(252).meta({
    description: 'Returns that risk and expected return are estimated from',
    unit: 'bars',
  }),
  covariance: oneOf(covariances).prefault('constant_correlation').meta({
    description: 'What the estimate of the covariance is drawn towards (Ledoit and Wolf); sample: nothing',
  }),
  reestimate: flag().prefault(true).meta({
    description: 'Estimate the weights anew at each rebalancing of a portfolio that is tested',
  }),
  tickers: list(ticker)
    .prefault([
      { symbol: 'AAPL', quantity: 10 },
      { symbol: 'GOOGL', quantity: 5 },
      { symbol: 'MSFT', quantity: 8 },
    ])
    .meta({ description: 'The instruments held' }),
});

type Fields = z.output<typeof fields>;

/** The two older switches win over `allocation_method`, as they did in the older application. */
function effectiveMethod(value: Fields): Fields['allocation_method'] {
  if (value.auto_allocate) return 'auto';
  return value.dynamic_allocation ? 'dynamic' : value.allocation_method;
}

const sum = (values: readonly (number | null)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

// Sums of decimal fractions are off by a few units in the last place.
const slack = 1e-9;

function autoFindings(value: Fields): readonly Finding[] {
  const path = ['category_ratios'];
  const expected = 'parts by category that add up to 1 (± 0.01), as the allocation method auto requires';
  if (value.category_ratios === null) return [{ path, expected, got: 'nothing' }];
  const total = sum(Object.values(value.category_ratios));
  return Math.abs(total - 1) > 0.01 + slack ? [{ path, expected, got: `a sum of ${total}` }] : [];
}

function dynamicFindings(value: Fields): readonly Finding[] {
  const path = ['tickers'];
  const percent = sum(value.tickers.map((each) => each.allocation_pct));
  const amount = sum(value.tickers.map((each) => each.allocation_amount));
  const findings: Finding[] = [];
  if (percent > 100 + slack) {
    findings.push({
      path,
      expected: 'allocated at most 100 % in all',
      got: `allocation_pct of ${percent} %`,
    });
  }
  if (amount > value.initial_capital * (1 + slack)) {
    const expected = `allocated at most the initial_capital of ${value.initial_capital}`;
    findings.push({ path, expected, got: `allocation_amount of ${amount}` });
  }
  return findings;
}

export const portfolio = fields
  .transform((value) => ({ ...value, allocation_method: effectiveMethod(value) }))
  .check(
    rule((value) => {
      if (value.allocation_method === 'auto') return autoFindings(value);
      return value.allocation_method === 'dynamic' ? dynamicFindings(value) : [];
    }),
  )
  .transform((value) => ({ ...value, category_ratios: upperCaseKeys(value.category_ratios) }));

function upperCaseKeys(ratios: Fields['category_ratios']): Fields['category_ratios'] {
  if (ratios === null) return null;
  return Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [name.toUpperCase(), ratio]));
}
