import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshFolder } from '../../support/embedded.ts';
import { type Run, runStockula } from '../../support/run-stockula.ts';

const wrong = `data:
  start_date: 2024-01-01
  end_date: 2023-01-01
porfolio: {name: x}
portfolio:
  tickers:
    - symbol: AAPL
      qantity: 3
    - symbol: MSFT
      quantity: -1
database: {url: "mysql://me:s3cret@host/x"}
`;

function inFolder(yaml: string | null, ...args: string[]): Promise<Run> {
  const cwd = freshFolder('config-command');
  if (yaml !== null) writeFileSync(join(cwd, '.stockula.yaml'), yaml);
  return runStockula(args, { STOCKULA_TEST_CWD: cwd, STOCKULA_OFFLINE: 'yes' });
}

describe('config check', () => {
  test('every problem and every oddity with its line and the nearest key, exit 3, no password', async () => {
    const { status, stdout } = await inFolder(wrong, 'config', 'check');
    expect(status).toBe(3);
    expect(stdout).toContain(
      'line 3: data.end_date: expected after start_date, which is 2024-01-01, got 2023-01-01',
    );
    expect(stdout).toContain('line 10: portfolio.tickers[1].quantity: expected a number above 0, got -1');
    expect(stdout).toMatch(/line 11: database\.url: expected a URL that begins with postgres/);
    expect(stdout).toMatch(/line 4: porfolio: Unknown key.* portfolio$/m);
    expect(stdout).toMatch(/line 8: portfolio\.tickers\[0\]\.qantity: Unknown key.*tickers\[\]\.quantity$/m);
    expect(stdout).toContain('3 problems, 2 warnings');
    expect(stdout).not.toContain('s3cret');
  });

  test('as JSON the same, in one document', async () => {
    const { stdout } = await inFolder(wrong, 'config', 'check', '-o', 'json');
    const { usable, problems, warnings } = JSON.parse(stdout);
    expect(usable).toBe(false);
    expect(problems.map(({ line }: { line: number }) => line)).toEqual([3, 10, 11]);
    expect(warnings.map(({ line }: { line: number }) => line)).toEqual([4, 8]);
    expect(stdout).not.toContain('s3cret');
  });

  test('names that only a question would find unknown, each at its key', async () => {
    const yaml = `technical_analysis: {indicators: [sma, rsj]}
forecast:
  models: [naiv]
  frequency: fortnight
backtest:
  strategies:
    - name: smacros
    - name: kama
      parameters: {er_perod: 3}
    - name: trend
    - name: ./gone.ts
  broker_config: {name: schwap}
  optimization_metric: Retrun
  optimization_params: {smacross: {fst_period: [5]}}
`;
    const { status, stdout } = await inFolder(yaml, 'config', 'check', '-o', 'json');
    const { warnings } = JSON.parse(stdout);
    const told = warnings.map(({ path, line, message }: Record<string, unknown>) => [line, path, message]);
    expect(told).toEqual([
      [1, 'technical_analysis.indicators', expect.stringContaining('rsi')],
      [4, 'forecast.frequency', expect.stringContaining('fortnight')],
      [3, 'forecast.models', expect.stringContaining('naive')],
      [7, 'backtest.strategies[0]', expect.stringContaining('Did you mean smacross?')],
      [8, 'backtest.strategies[1]', expect.stringContaining('Did you mean er_period?')],
      [11, 'backtest.strategies[3]', expect.stringContaining('gone.ts')],
      [12, 'backtest.broker_config', expect.stringContaining('Did you mean schwab?')],
      [13, 'backtest.optimization_metric', expect.stringContaining('Return [%]')],
      [14, 'backtest.optimization_params.smacross', expect.stringContaining('fast_period')],
    ]);
    expect(status).toBe(0);
    expect((await inFolder(yaml, 'config', 'check', '--strict')).status).toBe(3);
  });

  test.each([
    ['allocation_method: dynamic, tickers: [{symbol: A, quantity: 1}]', 'neither or both for A'],
    ['allocation_method: custom, tickers: [{symbol: A}]', 'none for A'],
    ['allocation_method: backtest_optimized, tickers: [{symbol: A}]', 'no section backtest_optimization'],
    ['tickers: [{symbol: A}, {symbol: A}]', 'duplicate A'],
  ])('what the allocation lacks: %s', async (portfolio, words) => {
    const { stdout, status } = await inFolder(`portfolio: {${portfolio}}\n`, 'config', 'check', '--strict');
    expect(stdout).toContain(words);
    expect(status).toBe(3);
  });

  test.each([
    ['nothing odd', 'data: {interval: 1h}\n', [], 0, /nothing is odd/],
    [
      'an oddity',
      'backtest: {margin: 2}\n',
      [],
      0,
      /line 1: backtest\.margin: .*initial_cash[\s\S]*1 warning/,
    ],
    ['an oddity where none is wanted', 'backtest: {margin: 2}\n', ['--strict'], 3, /1 warning/],
    ['no file', null, [], 0, /No configuration file/],
    ['no YAML', 'data: [1, 2\n', [], 3, /line \d+: the file: expected valid YAML/],
    ['a file that is missing', null, ['nowhere.yaml'], 3, /the file: expected a readable configuration file/],
  ])('%s', async (_what, yaml, more, code, words) => {
    const { status, stdout } = await inFolder(yaml, 'config', 'check', ...more);
    expect(stdout).toMatch(words);
    expect(status).toBe(code);
  });
});

describe('config show', () => {
  const yaml = 'data: {interval: 60m}\nsources:\n  tiingo: {api_key: s3cret}\n';

  test('values in effect and where each comes from; secrets stay hidden', async () => {
    const { stdout, status } = await inFolder(yaml, 'config', 'show', '-o', 'json');
    expect(status).toBe(0);
    const keys = new Map(JSON.parse(stdout).map((one: { key: string }) => [one.key, one]));
    expect(keys.get('data.interval')).toMatchObject({ value: '1h', source: 'file', line: 1 });
    expect(keys.get('data.use_cache')).toMatchObject({ value: true, source: 'default', line: null });
    expect(keys.get('sources.offline')).toMatchObject({
      value: true,
      source: 'environment variable STOCKULA_OFFLINE',
    });
    expect(keys.get('sources.tiingo.api_key')).toMatchObject({ value: '***', line: 3 });
    expect(keys.get('backtest_optimization')).toMatchObject({ value: null });
    expect(stdout).not.toContain('s3cret');
  });

  test('--changed leaves the defaults out', async () => {
    const { stdout } = await inFolder(yaml, 'config', 'show', '--changed', '-o', 'csv');
    expect(
      stdout
        .trim()
        .split('\r\n')
        .map((line) => line.split(',')[0]),
    ).toEqual(['Key', 'data.interval', 'sources.offline', 'sources.tiingo.api_key']);
  });
});

test('config docs is the page of the reference, and can write it', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');
  expect((await inFolder(null, 'config', 'docs')).stdout).toBe(page);
  const file = join(freshFolder('config-docs'), 'page.md');
  expect((await inFolder(null, 'config', 'docs', '--write', file)).status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(page);
});

test('config show takes the file as config check does', async () => {
  const file = join(freshFolder('shown'), 'mine.yaml');
  writeFileSync(file, 'backtest: {slippage: 0.003}\n');
  const { status, stdout } = await runStockula(['config', 'show', file, '--changed']);
  expect(stdout).toMatch(/backtest\.slippage .*0\.003/);
  expect(status).toBe(0);
});
