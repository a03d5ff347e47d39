import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cache } from '../../../src/cache/cache.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import type { EpochMs, TickerSymbol } from '../../../src/domain/nominal.ts';
import { forecastSymbol } from '../../../src/manager/forecast/forecast-symbol.ts';
import { type ForecastOptions, forecastOptions } from '../../../src/manager/forecast/options.ts';
import { StockulaManager } from '../../../src/manager/stockula-manager.ts';
import { closeWorkers } from '../../../src/manager/workers/run-tasks.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { TimescaleForecasts } from '../../../src/storage/timescale/forecasts.ts';
import { TimescaleMarket } from '../../../src/storage/timescale/timescale-market.ts';
import { madePrices } from '../../forecast/made-series.ts';
import { storeBars, weekdays } from '../../storage/timescale/bars.ts';
import { findTarget, type Target } from '../../storage/timescale/targets.ts';

const days = weekdays('2017-01-02', '2017-12-29');
const prices = madePrices(days.length);
const until = (date: string): EpochMs => Date.parse(`${date}T00:00:00Z`) as EpochMs;
const noCache = () => new Cache({ price: 0, indicators: 0, marketData: 0 });

function bars(symbol: string, scaleFrom: number, factor: number, from = 0, to = days.length) {
  return days.slice(from, to).map((day, at) => {
    const close = (prices[from + at] ?? 0) * (from + at >= scaleFrom ? factor : 1);
    const each = { open: close, high: close, low: close, close, volume: 1 };
    return { ts: day.toISOString(), symbol, interval: '1d', ...each };
  });
}

async function options(forecast: Partial<Config['forecast']> = {}): Promise<ForecastOptions> {
  const { config } = await loadConfig({ env: {}, cwd: tmpdir() });
  return forecastOptions({
    ...config,
    forecast: { ...config.forecast, preset: 'fast_training', ...forecast },
  });
}

describe('Forecasts that are kept', () => {
  let target: Target;
  let database: Database;
  let manager: StockulaManager;
  beforeAll(async () => {
    target = await (await findTarget('embedded')).start();
    database = await target.upgraded();
    await database.pool.query("INSERT INTO stocks (symbol) VALUES ('AAA'), ('SPL'), ('ONE')");
    const half = days.findIndex((day) => day >= new Date('2017-07-03'));
    // SPL is AAA with a split of four to one in the middle of what is forecast, of which the bars before know nothing.
    await storeBars(database, [
      ...bars('AAA', days.length, 1),
      ...bars('SPL', half, 0.25, 0, half),
      ...bars('ONE', 1, 1, 0, 1),
    ]);
    manager = managerOf(database);
  }, 60_000);
  afterAll(async () => {
    await closeWorkers();
    await target.stop();
  });

  const managerOf = ({ pool }: Database): StockulaManager =>
    new StockulaManager(new TimescaleMarket(pool), noCache(), null, new TimescaleForecasts(pool));

  test('the same question is kept once; the next one scores what has come, by the sessions of the exchange', async () => {
    const ask = (to: string) =>
      options().then((asked) =>
        manager.forecast({ symbol: 'aaa', interval: '1d', range: { to: until(to) }, options: asked }),
      );
    const first = await ask('2017-06-30');
    const again = await ask('2017-06-30');
    expect(again.id).toBe(first.id);
    expect(again.points).toEqual(first.points);
    // The 4th of July is a holiday; the made-up bars have it, and it is not forecast.
    expect(first.points.map(({ ts }) => new Date(ts).toISOString().slice(5, 10))).toEqual([
      '07-03',
      '07-05',
      '07-06',
      '07-07',
      '07-10',
      '07-11',
      '07-12',
    ]);
    expect(again.trackRecord).toMatchObject({ forecasts: 1 });
    const at = days.findIndex((day) => day.getTime() === until('2017-07-05'));
    const kept = await manager.storedForecast(first.id ?? '');
    expect(kept.score).toMatchObject({ values: 7, missing: 0, isFinal: true });
    const errors = first.points.map(({ ts }) => {
      const place = days.findIndex((day) => day.getTime() === ts);
      return Math.abs(first.last - (prices[place] ?? 0));
    });
    expect(at).toBeGreaterThan(0);
    expect(kept.score?.models['naive']?.mae).toBeCloseTo(errors.reduce((sum, one) => sum + one, 0) / 7, 9);
  });

  test('a split after the forecast spoils no score', async () => {
    const asked = {
      symbol: 'SPL',
      interval: '1d',
      range: { to: until('2017-06-30') },
      options: await options(),
    } as const;
    const { id } = await manager.forecast(asked);
    const half = days.findIndex((day) => day >= new Date('2017-07-03'));
    await database.pool.query(
      "INSERT INTO ts_splits (symbol, ts, ratio, source) VALUES ('SPL', '2017-07-03', 4, 'test')",
    );
    await storeBars(database, bars('SPL', half, 0.25, half));
    expect(await manager.scoreForecasts({ symbol: 'SPL' as TickerSymbol })).toMatchObject({
      newlyScored: 1,
      waiting: 0,
    });
    const [split] = await manager.storedForecasts({ symbol: 'SPL' as TickerSymbol });
    const plain = (await manager.storedForecasts({ symbol: 'AAA' as TickerSymbol })).at(-1);
    expect(split?.id).toBe(id);
    expect(split?.score?.inside).toBe(plain?.score?.inside);
    expect(split?.score?.models['combination']?.mae).toBeCloseTo(
      plain?.score?.models['combination']?.mae ?? 0,
      8,
    );
  });

  test('train and test dates: forecast from the end of training, scored on the test period, not kept', async () => {
    const asked = await options({
      forecast_length: null,
      train_start_date: '2017-01-02',
      train_end_date: '2017-09-29',
      test_start_date: '2017-10-09',
      test_end_date: '2017-10-20',
    });
    const {
      test: scored,
      points,
      asOf,
      id,
      last,
    } = await manager.forecast({
      symbol: 'AAA',
      interval: '1d',
      range: {},
      options: asked,
    });
    expect(id).toBeNull();
    expect(new Date(asOf).toISOString().slice(0, 10)).toBe('2017-09-29');
    expect(points).toHaveLength(15);
    expect(scored?.values).toBe(10);
    const place = days.findIndex((day) => day.getTime() === until('2017-10-09'));
    const errors = Array.from({ length: 10 }, (_, at) => Math.abs(last - (prices[place + at] ?? 0)));
    const naive = scored?.scores.find(({ model }) => model === 'naive');
    expect(naive?.mae).toBeCloseTo(errors.reduce((sum, one) => sum + one, 0) / 10, 9);
  });

  test('a test period without bars, an unknown frequency and one bar are told', async () => {
    const split = {
      forecast_length: null,
      train_start_date: '2017-01-02',
      train_end_date: '2017-12-29',
      test_start_date: '2018-01-02',
      test_end_date: '2018-01-20',
    };
    const ask = async (symbol: string, yaml: Partial<Config['forecast']>) =>
      manager.forecast({ symbol, interval: '1d', range: {}, options: await options(yaml) });
    await expect(ask('AAA', split)).rejects.toMatchObject({ code: 'NO_DATA' });
    await expect(ask('AAA', { frequency: 'W' })).rejects.toMatchObject({ code: 'NO_DATA' });
    const one = await ask('ONE', { frequency: 'fortnight', models: ['Chronos', 'naive'] });
    expect(one.points.map(({ forecast }) => forecast)).toEqual(Array(7).fill(one.last));
    expect(one.evaluation).toMatchObject({ origins: 0, nothingBeatsNaive: true });
    expect(one.notes.join(' ')).toMatch(/"fortnight" is not known.*Chronos.*combination.*No intervals/s);
  });

  test('train dates without test dates are said to be without effect', async () => {
    const { notes, split } = await options({ train_start_date: '2017-01-02', train_end_date: '2017-06-30' });
    expect(split).toBeNull();
    expect(notes.join(' ')).toContain('only where all four are given');
    expect((await options()).notes).toEqual([]);
  });

  test('a bar that is still forming is not known, and a file of another exchange has its sessions', async () => {
    const store = new TimescaleMarket(database.pool);
    const at = async (time: string) =>
      forecastSymbol(
        { symbol: 'AAA', interval: '1d', range: { to: until('2017-06-30') }, options: await options() },
        {
          ...{ store, forecasts: null, stale: null, now: () => Date.parse(time) as EpochMs },
          bars: (symbol, interval, range) => store.bars(symbol as TickerSymbol, interval, range),
        },
      );
    const asOf = ({ asOf: day }: { asOf: number }) => new Date(day).toISOString().slice(0, 10);
    const during = await at('2017-06-30T19:59:59Z');
    expect(asOf(during)).toBe('2017-06-29');
    expect(during.points[0]?.ts).toBe(until('2017-06-30'));
    expect(during.notes).toContain('The last bar is still forming, and was left out.');
    const after = await at('2017-06-30T20:00:00Z');
    expect(asOf(after)).toBe('2017-06-30');
    expect(after.notes.join(' ')).not.toContain('forming');
    await database.pool.query("UPDATE stocks SET exchange = 'GER' WHERE symbol = 'AAA'");
    expect((await at('2017-06-30T20:00:00Z')).points.map(({ ts }) => ts)).toContain(until('2017-07-04'));
    await database.pool.query("UPDATE stocks SET exchange = NULL WHERE symbol = 'AAA'");
  });

  test('without a database nothing is kept, and that is said', async () => {
    const reading = new StockulaManager(new TimescaleMarket(database.pool), noCache());
    const answer = await reading.forecast({
      symbol: 'AAA',
      interval: '1d',
      range: {},
      options: await options(),
    });
    expect(answer.id).toBeNull();
    expect(answer.notes.join(' ')).toContain('Not stored');
    expect(() => reading.storedForecasts({})).toThrow(/a database, in which forecasts are kept/);
  });

  test('answers are plain data: JSON loses nothing', async () => {
    const answer = await manager.forecast({
      symbol: 'AAA',
      interval: '1d',
      range: {},
      options: await options(),
    });
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });
});
