import { expect, test } from 'vitest';
import { nearestName } from '../../src/domain/nearest-name.ts';
import { load } from './sample.ts';

// [file, path of the warning, what its message must name]
const cases: [yaml: string, path: string, named: string][] = [
  ['portfolio: {intial_capital: 5}', 'portfolio.intial_capital', 'portfolio.initial_capital'],
  ['porfolio: {name: x}', 'porfolio', 'portfolio'],
  ['data: {tickers: [A]}', 'data.tickers', 'portfolio.tickers'],
  ['backtest: {initial_capital: 5}', 'backtest.initial_capital', 'portfolio.initial_capital'],
  ['technical_analysis: {macd_params: {fast: 5}}', 'technical_analysis.macd_params.fast', 'period_fast'],
  ['portfolio: {tickers: [{symbol: A, qantity: 5}]}', 'portfolio.tickers[0].qantity', 'tickers[].quantity'],
  ['storage: {xyzzyplugh: 5}', 'storage.xyzzyplugh', 'compress_after'],
  ['__proto__: {x: 1}', '__proto__', 'Known keys here'],
  ['backtest: {margin: 0.5}', 'backtest.margin', 'backtest.initial_cash'],
  ['portfolio: {tickers: [{symbol: A, category: tech}]}', 'portfolio.tickers[0].category', 'TECH'],
  ['backtest: {hold_only_categories: [BONDS]}', 'backtest.hold_only_categories[0]', 'BOND'],
  [
    'portfolio: {dynamic_allocation: true, allocation_method: custom, tickers: []}',
    'portfolio.allocation_method',
    'dynamic',
  ],
  [
    'portfolio: {allocation_method: backtest_optimized, tickers: [{symbol: A, quantity: 1}]}',
    'portfolio.tickers[0]',
    'The amount of A has no part in the allocation: method backtest_optimized finds amounts itself',
  ],
  [
    'portfolio: {allocation_method: dynamic, tickers: [{symbol: A, quantity: 1}, {symbol: B, allocation_pct: 5}]}',
    'portfolio.tickers[0]',
    'method dynamic goes by allocation_pct or allocation_amount',
  ],
];

test.each(cases)('%s is accepted with a warning', async (yaml, path, named) => {
  const { warnings } = await load(yaml);
  expect(warnings.map((warning) => warning.path)).toEqual([path]);
  expect(warnings[0]?.message).toContain(named);
});

test('keys of the user’s choice are not called unknown', async () => {
  const { warnings } = await load(
    'backtest: {optimization_params: {a: {b: 1}}, strategies: [{name: x, parameters: {q: 1}}]}',
  );
  expect(warnings).toEqual([]);
});

test('the nearest name counts a swap of neighbours as one step and gives up on strangers', () => {
  expect(nearestName('fromat', ['forecast', 'format'])).toBe('format');
  expect(nearestName('zzz', ['format', 'level'])).toBeNull();
});
