import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { type Run, runStockula } from '../../support/run-stockula.ts';

const folder = freshFolder('backtest');
const env = { STOCKULA_DATA_DIR: join(folder, 'data'), STOCKULA_TEST_CWD: folder };
const stockula = (...args: string[]): Promise<Run> => runStockula([...args, '-m', 'backtest'], env);
const configure = (yaml: string) =>
  writeFileSync(join(folder, '.stockula.yaml'), `storage: {backend: timescale}\n${yaml}\n`);

beforeAll(async () => {
  const source = join(folder, 'legacy.db');
  writeSyntheticLegacy(source, { symbols: 2, years: 3 });
  expect((await runStockula(['migrate', 'run', '--from', source, '-o', 'json'], env)).status).toBe(0);
  configure('');
}, 120_000);

afterAll(async () => {
  await runStockula(['db', 'stop'], env);
});

const spanOf = (name: string, [start = '', end = '']: readonly string[] = []) => [
  `--${name}-start`,
  start,
  `--${name}-end`,
  end,
];

test('training and test dates add a trial to the backtest, and take nothing from it', async () => {
  const args = ['-t', 'SYNA', '--strategy', 'smacross'];
  const plain = JSON.parse((await stockula(...args, '-o', 'json')).stdout);
  const year = new Date(plain.from).getUTCFullYear() + 1;
  const [train, test] = [year, year + 1].map((one) => [`${one}-01-01`, `${one}-12-31`]);
  const split = [...spanOf('train', train), ...spanOf('test', test)];
  const { trial, ...answer } = JSON.parse((await stockula(...args, ...split, '-o', 'json')).stdout);
  expect({ ...answer, run: null }).toEqual({ ...plain, run: null });
  const [{ trial: found, notes }] = trial.optimisations;
  expect(found).toMatchObject({ train, test, performanceDegradation: { return: expect.any(Number) } });
  expect(notes).not.toContainEqual(expect.stringContaining('tries'));
  const { stdout } = await stockula(...args, ...split);
  expect(stdout).toMatch(/Drawdown[\s\S]*Configured parameters in both parts[\s\S]*first in[\s\S]*then in/);
  expect(stdout).not.toContain('chosen in');
});

describe('stockula -m backtest', () => {
  test('shows strategies by return, the best one with statistics, trades and charts', async () => {
    const { status, stdout } = await stockula('-t', 'SYNA');
    expect(status).toBe(0);
    for (const text of [
      'smacross',
      'kaufman_efficiency',
      'Sharpe Ratio',
      'Equity',
      'Drawdown',
      'commission 0.2 %',
    ]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('gives the same figures as JSON and as CSV', async () => {
    const answer = JSON.parse((await stockula('-t', 'SYNA', '-o', 'json')).stdout);
    expect(answer.runs).toHaveLength(11);
    const { stdout } = await stockula('-t', 'SYNA', '-o', 'csv', '--table', 'backtest-statistics');
    const rows = stdout
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    for (const { strategy, statistics } of answer.runs) {
      const row = rows.find((cells) => cells[2] === strategy && cells[3] === 'Equity Final [$]');
      expect(row?.[4]).toBe(String(statistics['Equity Final [$]']));
    }
  });

  test('takes dates from the command line before those of backtest before those of data', async () => {
    const startOf = async (...args: string[]) => {
      const answer = JSON.parse((await stockula('-t', 'SYNA', '-o', 'json', ...args)).stdout);
      return new Date(answer.from).toISOString().slice(0, 7);
    };
    const { to } = JSON.parse((await stockula('-t', 'SYNA', '-o', 'json')).stdout);
    const year = new Date(to).getUTCFullYear() - 1;
    configure(`data: {start_date: ${year}-02-01}\nbacktest: {start_date: ${year}-04-01}`);
    expect(await startOf()).toBe(`${year}-04`);
    expect(await startOf('--from', `${year}-06-01`)).toBe(`${year}-06`);
    configure(`data: {start_date: ${year}-02-01}`);
    expect(await startOf()).toBe(`${year}-02`);
    configure('');
  });

  test('refuses a broker that nobody knows, and dates that contradict each other', async () => {
    configure('backtest: {broker_config: {name: robinhod}}');
    const broker = await stockula('-t', 'SYNA');
    expect(broker).toMatchObject({ status: 3, stderr: expect.stringContaining('Did you mean robinhood?') });
    configure('backtest: {start_date: 2024-01-01, end_date: 2023-01-01}');
    expect((await stockula('-t', 'SYNA')).status).toBe(3);
    configure('');
  });
});
