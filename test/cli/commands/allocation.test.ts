import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

// Answers come from a legacy file: no database is needed for what is calculated from bars.
const folder = freshFolder('allocation');
const source = join(folder, 'legacy.db');
const config = join(folder, 'portfolio.yaml');
const env = { STOCKULA_DATA_DIR: join(folder, 'data') };

function portfolio(text: string): void {
  const tickers = 'tickers: [{symbol: SYNA, quantity: 3}, {symbol: SYNB}]';
  const lines = [
    'storage: {backend: sqlite}',
    `data: {db_path: ${source}}`,
    `portfolio: {${tickers}, ${text}}`,
  ];
  writeFileSync(config, lines.join('\n'));
}

const ask = (...args: string[]) => runStockula(['-c', config, ...args], env);

beforeAll(() => writeSyntheticLegacy(source, { symbols: 2, years: 2 }));

describe('optimize-allocation', () => {
  test('answers in tables, JSON and CSV', async () => {
    portfolio('allocation_method: risk_parity, allow_fractional_shares: true');
    const { status, stdout } = await ask('-m', 'optimize-allocation');
    expect(status).toBe(0);
    for (const words of ['by risk_parity', 'Of the risk', 'Held now', 'Efficient frontier', 'Sharpe ratio']) {
      expect(stdout).toContain(words);
    }
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
    const json = JSON.parse((await ask('-m', 'optimize-allocation', '-o', 'json')).stdout);
    const { positions, invested } = json;
    expect(positions.map(({ riskPercent }: { riskPercent: number }) => riskPercent)).toEqual([
      expect.closeTo(50, 8),
      expect.closeTo(50, 8),
    ]);
    expect(invested).toBeCloseTo(10_000, 6);
    const csv = await ask('-m', 'optimize-allocation', '-o', 'csv', '--table', 'allocation');
    expect(csv.stdout.split('\n')[0]).toMatch(/^symbol,method,category,price,target_pct/);
  });

  test('writes what it found into a configuration, which then holds just that', async () => {
    portfolio('allocation_method: equal_weight, initial_capital: 5000');
    const saved = join(folder, 'saved.yaml');
    const first = await ask('-m', 'optimize-allocation', '-o', 'json', '--save-optimized-config', saved);
    expect(first.status).toBe(0);
    const quantities = (text: string) =>
      JSON.parse(text).positions.map((each: { quantity: number }) => each.quantity);
    const written = parse(readFileSync(saved, 'utf8')).portfolio;
    expect(written.allocation_method).toBe('custom');
    expect(written.tickers.map(({ quantity }: { quantity: number }) => quantity)).toEqual(
      quantities(first.stdout),
    );
    const second = await runStockula(['-c', saved, '-m', 'optimize-allocation', '-o', 'json'], env);
    expect(quantities(second.stdout)).toEqual(quantities(first.stdout));
  });

  test.each([
    ['max_position_size: 20', 'Asset SYNA allocation (50%) exceeds maximum position size (20%)'],
    ['allocation_method: risk_parity, max_position_size: 40', '80 % of the capital at most'],
    ['allocation_method: backtest_optimized', 'the four dates of backtest_optimization'],
    ['allocation_method: custom', 'none for SYNB'],
  ])('fails for %s, and says why', async (text, message) => {
    portfolio(text);
    const { status, stdout } = await ask('-m', 'optimize-allocation', '-o', 'json');
    expect(status).toBe(2);
    const { error } = JSON.parse(stdout);
    expect(error.code).toBe('USAGE');
    expect(JSON.stringify(error)).toContain(message);
  });

  test.each([
    ['backtest_optimized', ['--from', '2024-01-02']],
    ['backtest_optimized', ['--test-end', '2024-01-02']],
    ['equal_weight', ['--train-start', '2024-01-02']],
  ])('refuses dates that %s would ignore: %s', async (method, dates) => {
    portfolio(`allocation_method: ${method}`);
    const { status, stderr } = await ask('-m', 'optimize-allocation', ...dates);
    expect(status).toBe(2);
    expect(stderr).toContain(`no ${dates[0]} with --mode optimize-allocation by ${method}`);
  });

  test('has the exit status of an unknown symbol, and tells it as other commands do', async () => {
    portfolio('allocation_method: equal_weight');
    writeFileSync(config, readFileSync(config, 'utf8').replace('SYNB', 'GONE'));
    const { status, stdout, stderr } = await ask('-m', 'optimize-allocation');
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toContain('none of GONE');
    expect(stderr).not.toContain('Without an answer');
  });
});

describe('backtest of two symbols', () => {
  test('ends with the portfolio they make, and the mean of returns beside', async () => {
    portfolio('rebalance_frequency: quarterly, stop_loss_pct: 20');
    const { status, stdout } = await ask('-m', 'backtest', '-o', 'json');
    expect(status).toBe(0);
    const { symbols, portfolio: together } = JSON.parse(stdout);
    const { equity, cash, meanOfRuns, settings } = together.backtest;
    expect(Math.min(...cash)).toBeGreaterThanOrEqual(0);
    expect(equity[0]).toBe(10_000);
    expect(settings).toMatchObject({ rebalancing: 'quarterly', stopLossPercent: 20 });
    const returns = symbols.flatMap(
      (each: { backtest: { runs: { statistics: Record<string, number> }[] } }) =>
        each.backtest.runs.map(({ statistics }) => statistics['Return [%]']),
    );
    const mean = returns.reduce((sum: number, value: number) => sum + value, 0) / returns.length;
    expect(meanOfRuns.meanPercent).toBeCloseTo(mean, 9);
    const shown = await ask('-m', 'backtest');
    const day = '\\d{4}-\\d{2}-\\d{2}';
    expect(shown.stdout).toMatch(
      new RegExp(`Mean of \\d+ backtests \\(${day} to ${day}\\), as the older application has it`),
    );
    expect(shown.stdout).toMatch(new RegExp(`held by itself \\(${day} to ${day}\\): `));
    expect(shown.stdout).toContain('rebalanced quarterly, stop loss 20.00%');
    expect(shown.stdout).not.toMatch(/NaN|Infinity|undefined/);
  });
});
