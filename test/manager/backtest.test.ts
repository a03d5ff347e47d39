import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { BarSeries } from '../../src/domain/bar.ts';
import type { BarRange, MarketStore } from '../../src/domain/market-store.ts';
import type { EpochMs } from '../../src/domain/nominal.ts';
import { backtestBars } from '../../src/manager/backtest/backtest.ts';
import { backtestOptions } from '../../src/manager/backtest/options.ts';
import { inFolder } from '../config/sample.ts';
import { randomSeries, seriesOf, sliceSeries } from '../indicators/sample-series.ts';

const bars = randomSeries(600);
const day = 86_400_000;
const at = (index: number) => Number(bars.ts[index]) as EpochMs;

const optionsOf = (yaml: string, symbol = 'TEST') =>
  inFolder({ '.stockula.yaml': yaml }, async (cwd) => {
    const { config } = await loadConfig({ env: {}, cwd });
    return backtestOptions(config, symbol, cwd);
  });

/** Holds rates of `^IRX` and nothing else. */
function storeWith(rates: BarSeries | null): Pick<MarketStore, 'bars'> {
  return {
    bars: async (symbol) => ({
      series: symbol === '^IRX' && rates !== null ? { ...rates, symbol } : { ...seriesOf([]), symbol },
      bases: [],
    }),
  };
}

const ask = async (yaml: string, range: BarRange = {}, rates: BarSeries | null = null, symbol = 'TEST') =>
  backtestBars({ series: bars, bases: ['total'] }, range, await optionsOf(yaml, symbol), storeWith(rates));

describe('backtests of a symbol', () => {
  test('are of all strategies by default, the best first, with the curve of that one', async () => {
    const answer = await ask('');
    expect(answer.runs).toHaveLength(11);
    const returns = answer.runs.map(({ statistics }) => Number(statistics['Return [%]']));
    expect(returns).toEqual([...returns].sort((a, b) => b - a));
    expect(answer.runs.map(({ equity }) => equity !== null)).toEqual([true, ...Array(10).fill(false)]);
    expect(answer.runs[0]?.equity?.equity).toHaveLength(600);
    expect(answer.runs[0]?.equity?.equity.at(-1)).toBe(answer.runs[0]?.statistics['Equity Final [$]']);
    expect(answer).toMatchObject({ from: at(0), to: at(599), bars: 600 });
  });

  test('are plain data without NaN', async () => {
    const answer = await ask('');
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });

  test('have no stop loss at 0 %, and go both ways where that is configured', async () => {
    expect((await optionsOf('portfolio: {stop_loss_pct: 0}')).settings.stopLossPercent).toBeNull();
    expect((await optionsOf('portfolio: {stop_loss_pct: 5}')).settings.stopLossPercent).toBe(5);
    expect((await optionsOf('')).settings.direction).toBe('long');
    expect((await optionsOf('backtest: {direction: long_short}')).settings.direction).toBe('long-short');
  });

  test('take names, aliases and parameters of the configuration', async () => {
    const { runs } = await ask('backtest: {strategies: [{name: SMACross, parameters: {fast_period: 5}}]}');
    expect(runs).toMatchObject([{ strategy: 'smacross', params: { fast_period: 5, slow_period: 20 } }]);
    await expect(ask('backtest: {strategies: [{name: smacros}]}')).rejects.toThrow('Did you mean smacross?');
  });

  test('take the fees of a broker on entry and on exit', async () => {
    const yaml = (broker: string) => `backtest: {strategies: [{name: smacross}], broker_config: ${broker}}`;
    const { runs } = await ask(yaml('{name: interactive_brokers}'));
    const fee = (size: number, price: number) =>
      Math.max(1, size * 0.005) + size * price * 0.000_022_9 + 0.003;
    for (const { size, entryPrice, exitPrice, commission } of runs[0]?.trades ?? []) {
      expect(commission).toBeCloseTo(fee(size, entryPrice) + fee(size, Number(exitPrice)), 9);
    }
    expect(runs[0]?.trades.length).toBeGreaterThan(5);
    await expect(ask(yaml('{name: interactive_broker}'))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('Did you mean interactive_brokers?'),
    });
  });

  test('hold what is of a category that is not traded, only that', async () => {
    const yaml = 'portfolio: {tickers: [{symbol: TEST, category: index}, {symbol: OTHER, category: value}]}';
    const held = await ask(yaml);
    expect(held.runs.map(({ strategy }) => strategy)).toEqual(['hold']);
    expect((await ask(yaml, {}, null, 'OTHER')).runs).toHaveLength(11);
  });

  test('warm up on the range, or on bars before it', async () => {
    const yaml = (where: string) => `backtest: {warm_up: ${where}, strategies: [{name: smacross}]}`;
    const range = { from: at(500), to: at(599) };
    const before = await ask(yaml('before'), range);
    expect(before).toMatchObject({ from: at(500), to: at(599), bars: 100 });
    const since = (index: number) => (Number(bars.close[599]) / Number(bars.close[index]) - 1) * 100;
    expect(before.runs[0]?.statistics['Buy & Hold Return [%]']).toBeCloseTo(since(500), 9);
    // The manager hands over the bars of the range only, where they are to warm up inside of it.
    const options = await optionsOf(yaml('inside'));
    const series = { ...sliceSeries(bars, 500, 600), ts: bars.ts.slice(500) };
    const { runs } = await backtestBars({ series, bases: [] }, range, options, storeWith(null));
    expect(runs[0]?.statistics['Buy & Hold Return [%]']).toBeCloseTo(since(519), 9);
  });

  test('close each trade at the stop loss of the portfolio', async () => {
    const yaml = 'portfolio: {stop_loss_pct: 2}\nbacktest: {commission: 0, strategies: [{name: smacross}]}';
    const worst = async (text: string) => Number((await ask(text)).runs[0]?.statistics['Worst Trade [%]']);
    expect(await worst(yaml)).toBeGreaterThan(-4);
    expect(await worst(yaml.replace('stop_loss_pct: 2', 'stop_loss_pct: null'))).toBeLessThan(-4);
  });

  test('are compared with stored rates, and say whose', async () => {
    const rates = { ...seriesOf(Array.from({ length: 600 }, () => 2)), ts: bars.ts };
    const { runs, notes } = await ask('', {}, rates);
    expect(notes).toEqual([]);
    expect(runs[0]?.riskFree).toMatchObject({ symbol: '^IRX' });
    expect(runs[0]?.riskFree?.['Avg. Risk-Free Rate [%]']).toBeCloseTo(2, 9);
    const { equity } = runs[0] ?? {};
    const returns = (equity?.equity ?? [])
      .slice(1)
      .map((value, index) => value / Number(equity?.equity[index]) - 1);
    const excess = returns.map((each) => each - 0.02 / 252);
    const mean = excess.reduce((sum, each) => sum + each, 0) / excess.length;
    const deviation = Math.sqrt(
      excess.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (excess.length - 1),
    );
    expect(runs[0]?.riskFree?.['Sharpe Ratio (Dynamic)']).toBeCloseTo((mean / deviation) * Math.sqrt(252), 9);
    expect((await ask('')).notes.join()).toContain('none of its series is stored');
  });

  test('say where bars are few', async () => {
    const few = { ...bars, ts: bars.ts.map((ts) => ts + day) };
    const options = await optionsOf('backtest: {strategies: [{name: kama}]}');
    const cut = { from: Number(few.ts[0]) as EpochMs, to: Number(few.ts[9]) as EpochMs };
    const { runs } = await backtestBars({ series: few, bases: [] }, cut, options, storeWith(null));
    expect(runs[0]?.notes[0]).toBe('10 bars are few: this strategy asks for 80.');
    expect(runs[0]?.notes[1]).toContain('Nothing was traded');
  });
});
