import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

const file = fileURLToPath(new URL('../../../../shared/data/backtest/GOOG.csv', import.meta.url));
const folder = freshFolder('backtest-published');
const env = { STOCKULA_DATA_DIR: join(folder, 'data'), STOCKULA_TEST_CWD: folder };

/** What backtesting.py publishes and measures for the crossing of 10 and 20 bars on these bars, long and short. */
const figures = {
  '0': {
    'Equity Final [$]': 81_812.37,
    'Return [%]': 718.1237,
    'Return (Ann.) [%]': 27.979489,
    'Volatility (Ann.) [%]': 39.093721,
    'CAGR [%]': 27.93767,
    'Sharpe Ratio': 0.715703,
    'Sortino Ratio': 1.435786,
    'Calmar Ratio': 0.853198,
    'Max. Drawdown [%]': -32.793662,
    '# Trades': 93,
    'Win Rate [%]': 54.83871,
    'Profit Factor': 2.271185,
    SQN: 1.945456,
  },
  '0.002': {
    'Equity Final [$]': 56_263.51934,
    'Commissions [$]': 10_563.95154,
    'Return [%]': 462.635193,
  },
};

describe.skipIf(!existsSync(file))('the published figures of GOOG, from the file to the answer', () => {
  beforeAll(async () => {
    const flags = ['--symbol', 'GOOG', '--basis', 'split', '--interval', '1d'];
    expect((await runStockula(['etl', 'import', file, ...flags], env)).status).toBe(0);
  }, 120_000);
  afterAll(async () => {
    await runStockula(['db', 'stop'], env);
  });

  test.for(Object.entries(figures))('at a commission of %s', async ([commission, published]) => {
    const rules = ['--strategy', 'smacross', '--direction', 'long_short', '--fill', 'next_open'];
    const asked = ['-m', 'backtest', '-t', 'GOOG', ...rules, '--commission', commission, '-o', 'json'];
    const { status, stdout } = await runStockula(asked, env);
    expect(status).toBe(0);
    const [run] = JSON.parse(stdout).runs;
    for (const [name, value] of Object.entries(published)) {
      expect(run.statistics[name], name).toBeCloseTo(value, 5);
    }
  });
});
