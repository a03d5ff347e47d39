import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMarket } from '../../../src/app/market.ts';
import type { MarketService } from '../../../src/app/market-service.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import { allocationQuestion } from '../../../src/manager/allocation/question.ts';
import { analysisOptions } from '../../../src/manager/analysis-options.ts';
import { backtestOptions } from '../../../src/manager/backtest/options.ts';
import { forecastOptions } from '../../../src/manager/forecast/options.ts';
import type { StockulaManager } from '../../../src/manager/stockula-manager.ts';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

// The same questions to the manager and to the command line, which runs as a process of its own over the same data.
const folder = freshFolder('same-numbers');
const env = { STOCKULA_DATA_DIR: join(folder, 'data'), STOCKULA_TEST_CWD: folder };
let service: MarketService;

beforeAll(async () => {
  const source = join(folder, 'legacy.db');
  writeSyntheticLegacy(source, { symbols: 3, years: 3 });
  expect((await runStockula(['migrate', 'run', '--from', source, '-o', 'json'], env)).status).toBe(0);
  writeFileSync(
    join(folder, '.stockula.yaml'),
    'portfolio: {initial_capital: 100000, tickers: [{symbol: SYNA}, {symbol: SYNB}, {symbol: SYNC}]}\n',
  );
  const loaded = await loadConfig({ env: { STOCKULA_DATA_DIR: env.STOCKULA_DATA_DIR }, cwd: folder });
  service = await openMarket(loaded, { mustExist: true });
}, 120_000);

afterAll(async () => {
  await service?.close();
  await runStockula(['db', 'stop'], env);
});

type Ask = (manager: StockulaManager, config: Config) => Promise<unknown>;

const range = { adjust: 'total' } as const;
const questions: [mode: string, args: string[], ask: Ask][] = [
  [
    'ta',
    ['-t', 'SYNA'],
    (manager, config) => manager.technicalAnalysis('SYNA', '1d', range, analysisOptions(config)),
  ],
  [
    'backtest',
    ['-t', 'SYNB'],
    (manager, config) => manager.backtest('SYNB', '1d', range, backtestOptions(config, 'SYNB', folder)),
  ],
  [
    'forecast',
    ['-t', 'SYNC'],
    (manager, config) =>
      manager.forecast({ symbol: 'SYNC', interval: '1d', range, options: forecastOptions(config) }),
  ],
  [
    'optimize-allocation',
    [],
    (manager, config) =>
      manager.allocate(allocationQuestion(config, { interval: '1d', range: {}, adjust: 'total' })),
  ],
];

/** Every number in a value, in order. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test.each(questions)(
  '--mode %s says in JSON what the manager answers, to the last digit',
  async (mode, args, ask) => {
    const { stdout, status } = await runStockula(['-m', mode, ...args, '-o', 'json'], env);
    expect(status).toBe(0);
    const answer = await service.use(({ manager, config }) => ask(manager, config));
    const said = JSON.parse(stdout);
    expect(said).toEqual(JSON.parse(JSON.stringify(answer)));
    expect(numbersIn(said).length).toBeGreaterThan(20);
  },
);

test.each(questions)('the tables of --mode %s hold no number that its JSON lacks', async (mode, args) => {
  const json = await runStockula(['-m', mode, ...args, '-o', 'json'], env);
  const csv = await runStockula(['-m', mode, ...args, '-o', 'csv'], env);
  const known = new Set(numbersIn(JSON.parse(json.stdout)));
  // Names and times aside: what reads as a number, but the ordinals that a table gives its rows.
  const cells = csv.stdout
    .split('\r\n')
    .flatMap((line) => line.split(','))
    .filter((cell) => /^-?\d+\.\d+(e-?\d+)?$/.test(cell));
  expect(cells.length).toBeGreaterThan(10);
  expect(cells.filter((cell) => !known.has(Number(cell)))).toEqual([]);
});

test('--mode all says of a symbol what each mode says by itself', async () => {
  const all = JSON.parse((await runStockula(['-m', 'all', '-t', 'SYNA,SYNB', '-o', 'json'], env)).stdout);
  const ta = JSON.parse((await runStockula(['-m', 'ta', '-t', 'SYNA', '-o', 'json'], env)).stdout);
  const backtest = JSON.parse(
    (await runStockula(['-m', 'backtest', '-t', 'SYNB', '-o', 'json'], env)).stdout,
  );
  expect(all.symbols.map((one: { symbol: string }) => one.symbol)).toEqual(['SYNA', 'SYNB']);
  expect(all.symbols[0].ta).toEqual(ta);
  expect(all.symbols[1].backtest).toEqual(backtest);
});
