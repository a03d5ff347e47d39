import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { type Run, runStockula } from '../../support/run-stockula.ts';

const folder = freshFolder('pipeline-run');
const base = join(folder, 'base.yaml');
const stockula = (...args: string[]): Promise<Run> =>
  runStockula(args, { STOCKULA_DATA_DIR: join(folder, 'data'), STOCKULA_TEST_CWD: folder });

beforeAll(async () => {
  const source = join(folder, 'legacy.db');
  writeSyntheticLegacy(source, { symbols: 2, years: 3 });
  expect((await stockula('migrate', 'run', '--from', source, '-o', 'json')).status).toBe(0);
  writeFileSync(
    base,
    `portfolio: {initial_capital: 50000, allocation_method: equal_weight, tickers: [{symbol: SYNA}, {symbol: SYNB}]}
backtest: {strategies: [{name: smacross}, {name: macd}]}
`,
  );
}, 120_000);

afterAll(async () => {
  await stockula('db', 'stop');
});

describe('stockula pipeline', () => {
  const optimised = join(folder, 'optimised.yaml');
  const results = join(folder, 'results.json');

  test('optimises, writes the configuration, and backtests with it; results in a file', async () => {
    const run = await stockula('pipeline', '-b', base, '-o', optimised, '--output', results, '-v');
    expect(run.status).toBe(0);
    for (const words of [`Configuration written to ${optimised}`, `Results written to ${results}`])
      expect(run.stderr).toContain(words);
    const { optimize_allocation: allocation, backtest } = JSON.parse(readFileSync(results, 'utf8'));
    const { portfolio } = parse(readFileSync(optimised, 'utf8'));
    const bought = allocation.positions.map((one: { symbol: string; quantity: number }) => [
      one.symbol,
      one.quantity,
    ]);
    expect(bought).toHaveLength(2);
    expect(
      portfolio.tickers.map((one: { symbol: string; quantity: number }) => [one.symbol, one.quantity]),
    ).toEqual(bought);
    expect(backtest.symbols.map((one: { symbol: string }) => one.symbol)).toEqual(['SYNA', 'SYNB']);
    for (const symbol of ['SYNA', 'SYNB']) expect(run.stdout).toContain(symbol);
  });

  test('--skip-optimization takes the configuration as it is, --skip-backtest ends before', async () => {
    const yaml = join(folder, 'again.yaml');
    const again = await stockula(
      'pipeline',
      '-b',
      base,
      '-o',
      optimised,
      '--skip-optimization',
      '--output',
      yaml,
    );
    expect(again.status).toBe(0);
    const [first, second] = [JSON.parse(readFileSync(results, 'utf8')), parse(readFileSync(yaml, 'utf8'))];
    expect(Object.keys(second)).toEqual(['backtest']);
    expect(second.backtest).toEqual(first.backtest);
    const short = await stockula('pipeline', '-b', base, '-o', join(folder, 'short.yaml'), '--skip-backtest');
    expect(short.status).toBe(0);
    expect(readFileSync(join(folder, 'short.yaml'), 'utf8')).toBe(readFileSync(optimised, 'utf8'));
  });

  test('says where the backtest knows its own future', async () => {
    const yaml = join(folder, 'hindsight.yaml');
    const text = readFileSync(base, 'utf8');
    writeFileSync(yaml, text.replace('equal_weight', 'minimum_variance'));
    const { status, stdout } = await stockula('pipeline', '-b', yaml, '-o', join(folder, 'found.yaml'));
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('it knows its own future');
    const equal = await stockula('pipeline', '-b', base, '-o', join(folder, 'found.yaml'));
    expect(equal.stdout).not.toContain('its own future');
  });

  test('--mode optimize-allocation --save-optimized-config writes the same configuration', async () => {
    const path = join(folder, 'saved.yaml');
    const run = await stockula('-c', base, '-m', 'optimize-allocation', '--save-optimized-config', path);
    expect(run.status).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(readFileSync(optimised, 'utf8'));
  });

  test('weights of backtest_optimized are held after the test that they come from, as the optimiser weighed them', async () => {
    const { backtest } = JSON.parse(readFileSync(results, 'utf8'));
    const { from, to } = backtest.symbols[0].backtest;
    const day = (part: number) => new Date(from + part * (to - from)).toISOString().slice(0, 10);
    const scored = join(folder, 'scored.yaml');
    const dates = `train_start_date: ${day(0)}, train_end_date: ${day(0.4)}, test_start_date: ${day(0.41)}, test_end_date: ${day(0.7)}`;
    writeFileSync(
      scored,
      `portfolio: {initial_capital: 50000, allocation_method: backtest_optimized, tickers: [{symbol: SYNA}, {symbol: SYNB}]}
backtest: {strategies: [{name: smacross}]}
backtest_optimization: {${dates}, max_allocation_pct: 90}
`,
    );
    const output = join(folder, 'scored.json');
    const run = await stockula('pipeline', '-b', scored, '-o', join(folder, 'held.yaml'), '--output', output);
    expect(run.stderr).not.toContain('Without an answer');
    expect(run.status).toBe(0);
    const { optimize_allocation: allocation, backtest: after } = JSON.parse(readFileSync(output, 'utf8'));
    const tested = after.portfolio.backtest;
    expect(tested.ts[0]).toBeGreaterThan(Date.parse(`${day(0.7)}T23:59:59Z`));
    expect(tested.ts[0]).toBeLessThan(Date.parse(day(0.7)) + 10 * 86_400_000);
    for (const [place, { weightPercent }] of allocation.positions.entries())
      expect(100 * tested.rebalances[0].weights[place]).toBeCloseTo(weightPercent, 9);
    expect(tested.notes.join(' ')).toContain(`which end on ${day(0.7)}`);
  });

  test('an optimisation that fails ends it with its exit status, and nothing is written', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, 'portfolio: {tickers: [{symbol: GONE}]}\n');
    const path = join(folder, 'never.yaml');
    const { status, stderr } = await stockula(
      'pipeline',
      '-b',
      wrong,
      '-o',
      path,
      '--output',
      join(folder, 'never.csv'),
    );
    expect(stderr).toContain('GONE');
    expect(status).toBeGreaterThan(0);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(join(folder, 'never.csv'))).toBe(false);
  });

  test('without an optimised configuration there is nothing to backtest with', async () => {
    const { status, stderr } = await stockula(
      'pipeline',
      '-b',
      base,
      '-o',
      'nowhere.yaml',
      '--skip-optimization',
    );
    expect(stderr).toContain('nowhere.yaml');
    expect(status).toBe(3);
  });
});
