import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

const here = freshFolder('place');
const absent = join(here, 'absent');

// Mistakes that must be told before any database is opened: none may leave a data directory behind.
const mistakes: [string, string[], RegExp][] = [
  ['an unknown flag', ['--tickr', 'AAPL'], /unknown option '--tickr'[\s\S]*--ticker/],
  [
    'an unknown flag of a subcommand',
    ['etl', 'import', 'x.csv', '--colour', 'red'],
    /Expected a command line that ".*etl import --help"[\s\S]*'--colour'[\s\S]*See ".*etl import --help"/,
  ],
  ['an unknown command', ['docter'], /Got "docter", which is no command\n.*"\S*stockula\S* doctor"\?$/m],
  ['an unknown command with options', ['docter', '--mend'], /Got "docter"[\s\S]*doctor/],
  ['an unknown command unlike any', ['x y'], /Got "x y", which is no command\n.*--help/],
  ['an unknown subcommand', ['migrate', 'runn'], /'runn'[\s\S]*Did you mean run\?/],
  ['a bare ticker', ['AAPL'], /Got "AAPL", which is no command\n {2}To analyse a symbol: \S+ --ticker AAPL/],
  ['a bare ticker in small letters', ['^irx', '-m', 'ta'], /--ticker \^IRX/],
  ['a bare ticker like a command', ['SQ'], /sql"\? To analyse a symbol: \S+ --ticker SQ/],
  ['an unknown mode', ['-t', 'AAPL', '-m', 'tea'], /'tea' is invalid[\s\S]*ta/],
  ['an unknown interval', ['-t', 'AAPL', '--interval', '7q'], /'7q' is invalid[\s\S]*1wk.*60m/],
  ['a date that is none', ['-t', 'AAPL', '--from', '2021-02-30'], /--from[\s\S]*"2021-02-30"/],
  ['a date in another order', ['-t', 'AAPL', '--to', '31.12.2020'], /YYYY-MM-DD/],
  [
    'a range that runs backwards',
    ['-t', 'AAPL', '--from', '2021-01-02', '--to', '2021-01-01'],
    /not later than/,
  ],
  ['a symbol with a space', ['-t', 'AA PL'], /ticker symbol/],
  [
    'a report that is a folder',
    ['-t', 'AAPL', '--html', here],
    /a folder of that name[\s\S]*Name a file in it/,
  ],
  [
    'a report in no folder',
    ['-t', 'AAPL', '--html', `${absent}/r.html`],
    /no folder .*absent[\s\S]*mkdir -p/,
  ],
  ['a configuration in no folder', ['--save-config', `${absent}/x.yaml`], /no folder .*absent/],
  ['results of a pipeline in no folder', ['pipeline', '--output', `${absent}/x.json`], /no folder .*absent/],
  ['a file below a file', ['-t', 'AAPL', '--html', '/dev/null/r.html'], /null, which is no folder/],
  ['an empty symbol', ['-t', ''], /ticker symbol/],
  ['an unknown output', ['-t', 'AAPL', '-o', 'xml'], /'xml' is invalid/],
  ['an unknown indicator', ['indicators', 'rsj', '-t', 'AAPL'], /rsi/],
  ['an unknown parameter', ['indicators', 'rsi', '-t', 'AAPL', '-p', 'perod=3'], /perod/],
  ['a parameter that is no number', ['indicators', 'rsi', '-t', 'AAPL', '-p', 'period=many'], /many/],
  ['a parameter without a value', ['indicators', 'rsi', '-t', 'AAPL', '-p', 'period'], /name=value/],
  ['an indicator without a symbol', ['indicators', 'rsi'], /--ticker/],
  [
    'an unknown repair',
    ['migrate', 'run', '--repair', 'symbol-case,everything'],
    /"everything" is no kind of repair. Kinds are symbol-case, interval-alias, duplicate-options, stock-info-nan, and all/,
  ],
  [
    'a group of commands without one of them',
    ['migrate'],
    /Expected a subcommand. Got none[\s\S]*plan, .*run, /,
  ],
  ['an argument too few', ['runs', 'compare', '1'], /argument 'now'[\s\S]*runs compare .*<before> <now>/],
  ['a retry of no job', ['jobs', 'retry'], /either ids of jobs or --all-failed. Got neither/],
  ['an unknown state of jobs', ['jobs', 'list', '--state', 'dead'], /'dead' is invalid.*waiting/],
  ['SQL without a statement', ['sql', ''], /one SQL statement. Got none/],
  ['SQL of comments only', ['sql', ' -- nothing\n/* at /* all */ */;'], /one SQL statement. Got none/],
  ['SQL from an empty input', ['sql', '-'], /one SQL statement. Got none/],
  ['a COPY', ['sql', "COPY stocks TO '/tmp/stocks'"], /Got a COPY/],
  [
    'a COPY behind comments',
    ['sql', '/* a /* b */ c */ -- d\n copy stocks TO PROGRAM $$cat$$'],
    /Got a COPY/,
  ],
  ['a COPY through this program', ['sql', '--write', 'COPY stocks FROM STDIN'], /Got a COPY/],
];

describe('a mistake on the command line is told with exit status 2, before anything is opened', () => {
  test.each(mistakes)('%s', async (_what, args, words) => {
    const data = join(freshFolder('usage'), 'data');
    const { status, stdout, stderr } = await runStockula(args, { STOCKULA_DATA_DIR: data });
    expect(stderr).toMatch(words);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(existsSync(data)).toBe(false);
    expect(existsSync(absent)).toBe(false);
  });
});

test('dates of a test without those of a training name what to set', async () => {
  const dates = ['--test-start', '2020-01-01', '--test-end', '2020-03-01'];
  const { status, stderr } = await runStockula(['-t', 'AAPL', '-m', 'forecast', ...dates]);
  expect(stderr).toContain('Set forecast.train_start_date, in a configuration file or by its option.');
  expect(status).toBe(3);
});

test('with -o json a mistake is one JSON object on stdout and nothing else', async () => {
  const { status, stdout, stderr } = await runStockula(['-t', 'AAPL', '-m', 'tea', '-o', 'json']);
  expect(JSON.parse(stdout).error).toMatchObject({ code: 'USAGE' });
  expect(stderr).toBe('');
  expect(status).toBe(2);
});

describe('a question where there is no database names the folder and makes none', () => {
  test.each([
    [['-t', 'AAPL']],
    [['indicators', 'rsi', '-t', 'AAPL']],
    [['sql', 'SELECT 1']],
    [['doctor', '--mend']],
    [['db', 'status']],
  ])('%j', async (args) => {
    const data = join(freshFolder('nothing'), 'data');
    const { status, stdout, stderr } = await runStockula(args, { STOCKULA_DATA_DIR: data });
    expect(existsSync(data)).toBe(false);
    expect(stdout + stderr).toContain(data);
    if (args[0] === 'db') return;
    expect(stderr).toMatch(/NO_DATA[\s\S]*STOCKULA_DATA_DIR.*migrate run --from FILE/);
    expect(stdout).toBe('');
    expect(status).toBe(4);
  });
});

test('indicators tells of its parameters: their short name in the list, no empty default in the help', async () => {
  expect((await runStockula(['indicators', '--list'])).stdout).toMatch(/timeperiod may be written as period/);
  expect((await runStockula(['indicators', '--help'])).stdout).not.toContain('{}');
});

test('indicators --list tells all of one indicator, of a group, and as JSON', async () => {
  const one = (await runStockula(['indicators', 'ma', '--list'])).stdout;
  expect(one).toMatch(/source +TA-Lib MA\n/);
  expect(one).toMatch(/warm-up +29 bars with the defaults\n/);
  expect(one).toMatch(/parameter +matype = sma \(sma, ema, wma, .*t3\): type of the average\n$/);
  const group = await runStockula(['indicators', 'price', '--list', '-o', 'json']);
  expect(JSON.parse(group.stdout)).toMatchObject([
    { name: 'avgprice', inputs: ['open', 'high', 'low', 'close'], warmUp: 0, parameters: [] },
    { name: 'medprice' },
    { name: 'typprice' },
    { name: 'wclprice' },
  ]);
  expect(await runStockula(['indicators', 'prise', '--list'])).toMatchObject({ status: 2, stdout: '' });
});

test('help and version exit with 0 and name every command', async () => {
  const help = await runStockula(['--help']);
  expect(help.status).toBe(0);
  for (const name of ['migrate', 'indicators', 'jobs', 'db', 'sql', 'doctor', 'start'])
    expect(help.stdout).toContain(`  ${name} `);
  const version = await runStockula(['--version']);
  expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

describe('a configuration that cannot be used exits with 3 and names file, key and value', () => {
  const broken: [string, string, RegExp][] = [
    ['a wrong value', 'data:\n  interval: 7q\n', /data\.interval[\s\S]*7q/],
    ['no mapping', '- a\n- b\n', /mapping/],
    ['no YAML', 'data: [1, 2\n', /YAML|flow/i],
  ];
  test.each(broken)('%s', async (_what, text, words) => {
    const folder = freshFolder('config');
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, text);
    const { status, stderr } = await runStockula(['-c', file, '-t', 'AAPL'], {
      STOCKULA_DATA_DIR: join(folder, 'data'),
    });
    expect(stderr).toMatch(words);
    expect(stderr).toContain('mine.yaml');
    expect(status).toBe(3);
  });

  test('a file that is missing', async () => {
    const { status, stderr } = await runStockula(['-c', '/nowhere/at/all.yaml', '-t', 'AAPL']);
    expect(stderr).toContain('/nowhere/at/all.yaml');
    expect(status).toBe(3);
  });
});

test.each([
  ['postgres://me@other.invalid:5/x?host=127.0.0.1&port=1', 'me@127.0.0.1:1/x'],
  ['postgres:///x?host=/nowhere/run', '/nowhere/run:5432/x'],
  ['postgres://%2Fnowhere%2Frun/x', '/nowhere/run:5432/x'],
])('%s is told as the place that is really asked', async (url, place) => {
  const { status, stderr } = await runStockula(['-t', 'AAPL'], { DATABASE_URL: url });
  expect(stderr).toContain(`connections at ${place}.`);
  expect(stderr).toMatch(/127\.0\.0\.1:1|\/nowhere\/run\/\.s\.PGSQL/);
  expect(status).toBe(7);
});

test('a database that does not answer exits with 7 without telling the password', async () => {
  const { status, stderr } = await runStockula(['-t', 'AAPL'], {
    DATABASE_URL: 'postgres://me:s3cret@127.0.0.1:1/x',
  });
  expect(stderr).toMatch(/127\.0\.0\.1/);
  expect(stderr).not.toContain('s3cret');
  expect(status).toBe(7);
});
