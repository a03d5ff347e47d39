import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { type Run, runStockula } from '../../support/run-stockula.ts';

// One migrated database of two symbols, and a portfolio that names one more.
const folder = freshFolder('analyse');
const env = { STOCKULA_DATA_DIR: join(folder, 'data'), STOCKULA_TEST_CWD: folder };
const stockula = (...args: string[]): Promise<Run> => runStockula(args, env);

beforeAll(async () => {
  const source = join(folder, 'legacy.db');
  writeSyntheticLegacy(source, { symbols: 2, years: 2 });
  expect((await stockula('migrate', 'run', '--from', source, '-o', 'json')).status).toBe(0);
  writeFileSync(
    join(folder, '.stockula.yaml'),
    'storage: {backend: timescale}\nportfolio: {tickers: [{symbol: SYNB, quantity: 1}, {symbol: SYNA}, {symbol: GONE}]}\n',
  );
}, 120_000);

afterAll(async () => {
  await stockula('db', 'stop');
});

describe('without --ticker the portfolio of the configuration is analysed', () => {
  test('a symbol without bars loses no other: exit 12, the rest in order, the failure named', async () => {
    const { status, stdout, stderr } = await stockula('-m', 'ta', '-o', 'json');
    expect(status).toBe(12);
    expect(stderr).toMatch(/Without an answer:\n {2}GONE: Expected/);
    const answer = JSON.parse(stdout);
    expect(answer.symbols.map((one: { symbol: string }) => one.symbol)).toEqual(['SYNB', 'SYNA']);
    expect(answer.failures).toMatchObject([{ symbol: 'GONE', mode: 'ta', error: { code: 'NOT_FOUND' } }]);
    expect(answer.symbols[1].ta.symbol).toBe('SYNA');
  });

  test('the bare command does so too', async () => {
    const { status, stdout } = await stockula();
    expect(status).toBe(12);
    for (const symbol of ['SYNA', 'SYNB']) expect(stdout).toContain(`${symbol}: Technical analysis`);
  });
});

test('several symbols by comma and by repetition, each once; one symbol and mode is the bare answer', async () => {
  const many = JSON.parse((await stockula('-t', 'syna,SYNB', '-t', 'SYNA', '-m', 'ta', '-o', 'json')).stdout);
  expect(many.symbols).toHaveLength(2);
  const one = JSON.parse((await stockula('-t', 'SYNA', '-m', 'ta', '-o', 'json')).stdout);
  expect(one).toEqual(many.symbols[0].ta);
});

test('none of several symbols known: exit 11, and JSON names each', async () => {
  const { status, stdout } = await stockula('-t', 'GONE,LOST', '-m', 'ta', '-o', 'json');
  expect(status).toBe(11);
  const symbols = JSON.parse(stdout).failures.map((one: { symbol: string }) => one.symbol);
  expect(symbols).toEqual(['GONE', 'LOST']);
});

describe('-o csv', () => {
  test('several tables behind their names; symbols together in each', async () => {
    const { stdout, status } = await stockula('-t', 'SYNA,SYNB', '-m', 'ta', '-o', 'csv');
    expect(status).toBe(0);
    expect(stdout.match(/^# .*$/gm)).toEqual(['# indicators', '# signals', '# patterns']);
    expect(stdout).toMatch(/^SYNA,1d,.*\r\n[\s\S]*^SYNB,1d,/m);
  });

  test('--table leaves one document, with the numbers of the JSON answer', async () => {
    const csv = await stockula('-t', 'SYNA', '-m', 'ta', '-o', 'csv', '--table', 'indicators');
    const json = JSON.parse((await stockula('-t', 'SYNA', '-m', 'ta', '-o', 'json')).stdout);
    const lines = csv.stdout.trim().split('\r\n');
    expect(lines[0]).toBe('symbol,interval,as_of,close,indicator,output,value');
    const values = json.indicators.flatMap((one: { values: object }) => Object.values(one.values));
    const inCsv = lines.slice(1).map((line) => line.split(',').at(-1));
    expect(inCsv).toEqual(values.map((value: number | null) => String(value ?? '')));
  });

  test('a table that there is not: exit 2, and the names of those there are', async () => {
    const { status, stderr } = await stockula('-t', 'SYNA', '-m', 'ta', '-o', 'csv', '--table', 'trades');
    expect(stderr).toMatch(/indicators, signals[\s\S]*--table trades/);
    expect(status).toBe(2);
  });
});

test('--save-config writes what was configured, flags included, and asks nothing', async () => {
  const path = join(folder, 'saved-mine.yaml');
  const { status, stdout, stderr } = await stockula(
    '-t',
    'SYNA',
    '--train-start',
    '2024-01-01',
    '--save-config',
    path,
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toContain(path);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/train_start_date: "?2024-01-01/);
  expect(text).toMatch(/tickers:\n {4}- symbol: SYNA\n {6}quantity: 1/);
  const again = join(folder, 'saved-again.yaml');
  expect((await stockula('-c', path, '--save-config', again)).status).toBe(0);
  expect(readFileSync(again, 'utf8')).toBe(text);
});

test('output.save_results writes the answer into output.results_dir, output.format is the form of it', async () => {
  const config = join(folder, 'saving.yaml');
  const results = join(folder, 'results');
  writeFileSync(
    config,
    `output: {save_results: true, results_dir: ${results}, format: json}\nlogging: {show_price_fetching: false}\n`,
  );
  const { stdout, stderr } = await stockula('-c', config, '-t', 'SYNA', '-m', 'ta');
  const names = readdirSync(results).sort();
  expect(names).toEqual([
    expect.stringMatching(/^ta-\d{8}T\d{6}-indicators\.csv$/),
    expect.stringMatching(/^ta-\d{8}T\d{6}-patterns\.csv$/),
    expect.stringMatching(/^ta-\d{8}T\d{6}-signals\.csv$/),
    expect.stringMatching(/^ta-\d{8}T\d{6}\.json$/),
  ]);
  expect(readFileSync(join(results, names[3] ?? ''), 'utf8')).toBe(stdout);
  expect(stderr).not.toContain('not stored');
});

test('where the locale names another character set, an analysis is ASCII throughout', async () => {
  const { stdout } = await runStockula(['-t', 'SYNA', '-m', 'ta'], { ...env, LC_ALL: 'C' });
  expect(stdout).toContain('Signals');
  expect(stdout.match(/[▁-█■▲▼]/g)).toBeNull();
});

test('a range without bars is told with the range that is stored', async () => {
  const { status, stderr } = await stockula('-t', 'SYNA', '-m', 'ta', '--from', '2040-01-01');
  expect(stderr).toMatch(/none in that range; stored are \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/);
  expect(status).toBe(4);
});

test('a report of a portfolio comes behind its symbols, with units and the last rebalancings only', async () => {
  const file = join(folder, 'portfolio.html');
  const path = join(folder, 'daily.yaml');
  writeFileSync(
    path,
    'portfolio: {rebalance_frequency: daily, tickers: [{symbol: SYNA, quantity: 1}, {symbol: SYNB, quantity: 1}]}\n',
  );
  await stockula('-c', path, '-m', 'backtest', '--html', file);
  const page = readFileSync(file, 'utf8');
  expect(page).toMatch(/rebalancings, the last 24 of [\d,]{3,}/);
  expect(page).toMatch(/Equity Final \[\$\]<\/td><td>\$/);
  expect(page.lastIndexOf('All symbols')).toBeGreaterThan(page.lastIndexOf('class="chart candles"'));
});

test('--html writes one page with the candles of each symbol', async () => {
  const file = join(folder, 'report.html');
  const { status, stderr } = await stockula('-t', 'SYNA,SYNB,GONE', '-m', 'ta', '--html', file);
  expect(status).toBe(12);
  expect(stderr).toContain(`Report written to ${file}`);
  const page = readFileSync(file, 'utf8');
  expect(page.match(/class="chart candles"/g)).toHaveLength(2);
  expect(page).toMatch(/<td>GONE<\/td><td>ta<\/td><td>Expected /);
});

test('--save-config writes what --interval, --from, --to and -o say, too', async () => {
  const path = join(folder, 'saved-options.yaml');
  const options = ['--interval', '1wk', '--from', '2020-01-02', '--to', '2021-03-04', '-o', 'json'];
  expect((await stockula('-t', 'SYNA', ...options, '--save-config', path)).status).toBe(0);
  const { data, output } = parse(readFileSync(path, 'utf8'));
  expect(data).toMatchObject({ interval: '1wk', start_date: '2020-01-02', end_date: '2021-03-04' });
  expect(output.format).toBe('json');
});

test.each([
  [['--table', 'signals'], /-o csv beside --table/],
  [['-m', 'backtest', '--metric', 'SQN'], /--optimize or --walk-forward/],
])('%j would change nothing and is refused', async (args, words) => {
  const { status, stderr } = await stockula('-t', 'SYNA', '-m', 'ta', ...args);
  expect(stderr).toMatch(words);
  expect(status).toBe(2);
});

test('results that cannot be written lose no answer', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const path = join(folder, 'unwritable.yaml');
  writeFileSync(path, `output: {save_results: true, results_dir: ${file}}\n`);
  const { status, stdout, stderr } = await stockula('-c', path, '-t', 'SYNA', '-m', 'ta', '-o', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ symbol: 'SYNA' });
  expect(stderr).toContain(`a place where the file ${file} can be written`);
  expect(status).toBe(2);
});

test.each([
  [['--train-start', 'soon'], /--train-start/],
  [['--save-optimized-config', 'x.yaml', '-m', 'ta'], /optimize-allocation/],
  [['-t', 'SYNA,'], /ticker symbol/],
  [['-t', 'SYNA', '-m', 'ta', '--optimize'], /--mode backtest or all beside --optimize/],
  [['-t', 'SYNA', '-m', 'forecast', '--strategy', 'rsi'], /beside --strategy/],
  [['-t', 'SYNA', '-m', 'ta', '--commission', '0'], /beside --commission/],
  [['-t', 'SYNA', '-m', 'forecast', '--fill', 'close'], /beside --fill/],
  [['-t', 'SYNA', '-m', 'backtest', '--commission', '1.5'], /part of the value of an order/],
])('%j is refused before anything is opened', async (args, words) => {
  const data = join(freshFolder('refused'), 'data');
  const { status, stderr } = await runStockula(args, { STOCKULA_DATA_DIR: data });
  expect(stderr).toMatch(words);
  expect(status).toBe(2);
  expect(existsSync(data)).toBe(false);
});

test('a command that asks logs into logging.log_file how it began and ended, and nothing of it elsewhere', async () => {
  const path = join(folder, 'logs.yaml');
  const log = join(folder, 'asked.log');
  writeFileSync(path, `logging: {enabled: true, log_to_file: true, log_file: ${log}}\n`);
  const { stdout } = await stockula('-c', path, '-t', 'SYNA', '-m', 'ta', '-o', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ symbol: 'SYNA' });
  expect((await stockula('-c', path, 'indicators', 'rsi', '-t', 'GONE')).stderr).not.toContain('"level"');
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'info', command: 'stockula', options: { ticker: ['SYNA'] }, msg: 'began' },
    { level: 'info', command: 'stockula', status: 0, msg: 'ended' },
    { level: 'info', command: 'stockula indicators', arguments: ['rsi'], msg: 'began' },
    { level: 'error', command: 'stockula indicators', code: 'NOT_FOUND', msg: 'failed' },
  ]);
});
