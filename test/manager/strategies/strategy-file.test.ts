import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runBacktest } from '../../../src/backtest/run.ts';
import { strategyParameters } from '../../../src/backtest/strategies/parameters.ts';
import { openStrategy, strategyReference } from '../../../src/manager/strategies/strategy-reference.ts';
import { plainSettings } from '../../backtest/sma-cross.ts';
import { randomSeries } from '../../indicators/sample-series.ts';
import { freshFolder } from '../../support/embedded.ts';

const folder = freshFolder('strategies');

const settings = { ...plainSettings, fill: 'close' } as const;

let files = 0;

async function open(source: string) {
  const name = `./own-${files++}.ts`;
  writeFileSync(join(folder, name), source);
  return openStrategy(strategyReference(name, folder));
}

async function run(source: string) {
  const strategy = await open(source);
  return runBacktest(randomSeries(400), strategy, strategyParameters(strategy), settings);
}

const cross = (fast: string, next: string) => `
  export const strategy = {
    parameters: { fast_period: 5, slow_period: 20 },
    prepare({ close }: { close: Float64Array }, { fast_period, slow_period }: Record<string, number>, { sma, crossedAbove }) {
      const fast = ${fast}; const slow = sma(close, slow_period);
      return { indicators: { fast, slow }, next(trader) { const i = trader.index; ${next} } };
    },
  };`;

const usual = cross(
  'sma(close, fast_period)',
  'if (crossedAbove(fast, slow, i)) trader.buy(); else if (crossedAbove(slow, fast, i)) trader.close();',
);

test('the example of the documentation runs', async () => {
  const strategy = await openStrategy(
    strategyReference('examples/turtle.ts', resolve(import.meta.dirname, '../../..')),
  );
  expect(strategy).toMatchObject({ name: 'turtle', title: 'Turtle breakout', leastDays: 40 });
  expect(strategy.parameters[0]).toMatchObject({ name: 'entry_period', default: 20, min: 1, integer: true });
  expect(() => strategyParameters(strategy, { exit: 30 })).toThrow('exit_period must be below entry_period');
  const { trades, indicators } = runBacktest(
    randomSeries(400),
    strategy,
    strategyParameters(strategy),
    settings,
  );
  expect(trades.length).toBeGreaterThan(2);
  expect(Object.keys(indicators)).toEqual(['High 20', 'Low 10']);
});

test('a file trades as the strategy that comes with Stockula', async () => {
  const own = await run(usual);
  const builtIn = await openStrategy(strategyReference('smacross', folder));
  const params = strategyParameters(builtIn, { fast: 5, slow: 20 });
  expect(own.trades).toEqual(runBacktest(randomSeries(400), builtIn, params, settings).trades);
  expect(own.trades.length).toBeGreaterThan(5);
});

test.each([
  ['no export', '', /Got no export/],
  ['another export', 'export const stratgy = {};', /Got the exports stratgy only/],
  ['a function', 'export function strategy() {}', /an object with a method `prepare`.*Got a function/],
  ['no prepare', 'export const strategy = {};', /whose prepare is a function.*Got nothing/],
  ['an unknown field', 'export const strategy = { prepar() {} };', /Did you mean prepare\?/],
  ['a wrong name', "export const strategy = { name: 'My Own', prepare() {} };", /lower case.*"My Own"/],
  [
    'a wrong parameter',
    "export const strategy = { parameters: { fast: 'x' }, prepare() {} };",
    /parameter fast as a number/,
  ],
  [
    'a default out of range',
    'export const strategy = { parameters: { n: { default: 0, min: 1 } }, prepare() {} };',
    /min ≤ default/,
  ],
  ['a syntax error', 'export const strategy = {;', /a module that loads/],
  ['an error while loading', "throw new Error('no luck');", /no luck/],
])('%s is refused when the file is opened', async (_, source, message) => {
  await expect(open(source)).rejects.toMatchObject({
    code: 'STRATEGY_INVALID',
    message: expect.stringMatching(message),
  });
});

test.each([
  ['nothing prepared', 'export const strategy = { prepare() {} };', /to return a function next/],
  ['no indicators', 'export const strategy = { prepare: () => ({ next() {} }) };', /to return indicators/],
  [
    'a short indicator',
    'export const strategy = { prepare: () => ({ indicators: { a: new Float64Array(3) }, next() {} }) };',
    /Float64Array of 400 values.*Got 3 values/,
  ],
  [
    'an error in prepare',
    "export const strategy = { prepare() {\n throw new Error('bad luck'); } };",
    /bad luck \(own-\d+\.ts:2:\d+\)/,
  ],
  [
    'an error in next',
    'export const strategy = { prepare: () => ({ indicators: {}, next(t) {\n t.nothing(); } }) };',
    /to decide at the bar of 1970-01-\d\d.*own-\d+\.ts:2:\d+/,
  ],
  [
    'a centred average',
    cross('sma(close, fast_period).map((_, i, all) => all[i + 2] ?? NaN)', ''),
    /to know nothing of later bars/,
  ],
])('%s is refused when it runs', async (_, source, message) => {
  await expect(run(source)).rejects.toMatchObject({
    code: 'STRATEGY_INVALID',
    message: expect.stringMatching(message),
  });
});

test('bars and indicators of the future are not there when it decides', async () => {
  const seen = await run(
    cross(
      'sma(close, fast_period)',
      'if (close[i + 1] > close[i] || fast[i + 1] > fast[i] || slow[i + 1] > 0) throw new Error("seen"); if (close[i] > close[i - 1]) trader.buy();',
    ),
  );
  expect(seen.trades.length).toBeGreaterThan(20);
});

test('a changed file is read again, and a parameter of another name is refused with the nearest', async () => {
  const path = join(folder, 'changing.ts');
  writeFileSync(path, usual);
  const before = await openStrategy(strategyReference(path, folder));
  writeFileSync(path, usual.replace('fast_period: 5', 'fast_period: 7'));
  const after = await openStrategy(strategyReference(path, folder));
  expect([before, after].map(({ parameters }) => parameters[0]?.default)).toEqual([5, 7]);
  expect(() => strategyParameters(after, { fsat_period: 3 })).toThrow(/Did you mean fast_period\?/);
});

test('a missing file is told with its path', () => {
  expect(() => strategyReference('./none.ts', folder)).toThrow(join(folder, 'none.ts'));
});
