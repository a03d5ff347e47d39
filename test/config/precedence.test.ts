import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { failure, inFolder, load } from './sample.ts';

test('flag over environment over file over default', async () => {
  const file = 'database: {url: "postgres://file/d", port: 1234}';
  await inFolder({ '.stockula.yaml': file }, async (cwd) => {
    const urlWith = async (env: Record<string, string>, flag?: string) => {
      const { config } = await loadConfig({ flags: { values: { 'database.url': flag } }, env, cwd });
      expect(config.database.port).toBe(1234);
      return config.database.url?.reveal();
    };
    expect(await urlWith({})).toBe('postgres://file/d');
    expect(await urlWith({ DATABASE_URL: '' })).toBe('postgres://file/d');
    expect(await urlWith({ DATABASE_URL: 'postgresql://env/d' })).toBe('postgresql://env/d');
    expect(await urlWith({ DATABASE_URL: 'postgresql://env/d' }, 'postgres://flag/d')).toBe(
      'postgres://flag/d',
    );
  });
  expect((await load('')).config.database.url).toBeNull();
});

test('flags reach nested keys, and an unknown one is a defect of the caller', async () => {
  await inFolder({}, async (cwd) => {
    const values = { 'forecast.train_start_date': '2024-1-5', 'output.format': 'json' };
    const { config } = await loadConfig({ flags: { values }, env: {}, cwd });
    expect([config.forecast.train_start_date, config.output.format]).toEqual(['2024-01-05', 'json']);
    const wrong = loadConfig({ flags: { values: { 'output.colour': 1 } }, env: {}, cwd });
    await expect(wrong).rejects.toThrow('No configuration key output.colour');
  });
});

test('a wrong value is blamed on the layer it comes from', async () => {
  const error = await failure('database: {url: "postgres://file/d"}', { REDIS_URL: 'http://h' });
  expect(error.problems[0]).toMatchObject({
    key: 'cache.redis_url',
    origin: 'environment variable REDIS_URL',
    file: null,
    line: null,
  });
  await inFolder({}, async (cwd) => {
    const wrong = loadConfig({ flags: { values: { 'output.format': 'xml' } }, env: {}, cwd });
    await expect(wrong).rejects.toThrow('the flag for output.format');
  });
});

test('data_dir: beside the file by default, from the file in the file, from the folder otherwise', async () => {
  await inFolder({}, async (cwd) => {
    const sub = join(cwd, 'sub');
    mkdirSync(sub);
    const dirWith = async (text: string | null, env: Record<string, string> = {}) => {
      if (text !== null) writeFileSync(join(sub, 'c.yaml'), text);
      const flags = text === null ? {} : { config: 'sub/c.yaml' };
      return (await loadConfig({ flags, env, cwd })).config.database.data_dir;
    };
    expect(await dirWith(null)).toBe(join(cwd, '.stockula'));
    expect(await dirWith('data: {}')).toBe(join(sub, '.stockula'));
    expect(await dirWith('database: {data_dir: here}')).toBe(join(sub, 'here'));
    expect(await dirWith('database: {data_dir: /abs}')).toBe('/abs');
    expect(await dirWith('database: {data_dir: here}', { STOCKULA_DATA_DIR: 'there' })).toBe(
      join(cwd, 'there'),
    );
  });
  expect((await failure('database: {data_dir: 5}')).problems[0]?.key).toBe('database.data_dir');
});

test('the platform defaults, with compiled durations', async () => {
  const { config } = await load('');
  expect(config.storage.chunk_interval_prices).toMatchObject({ text: '1 day', ms: 86_400_000 });
  expect(config.storage.compress_after).toMatchObject({ text: '7 days' });
  expect(config.storage.retention_raw_bars).toMatchObject({ text: '5 years' });
  expect(config.engine).toEqual({ idle_stop_seconds: 60 });
  expect(config.cache).toMatchObject({
    price_ttl_seconds: 3600,
    indicators_ttl_seconds: 900,
    market_data_ttl_seconds: 300,
    session_ttl_seconds: 86_400,
  });
  expect(config.database.port).toBeNull();
});

test('the configuration is frozen at all depths', async () => {
  const { config } = await load('');
  const parts = [
    config,
    config.portfolio.tickers,
    config.portfolio.tickers[0],
    config.storage.compress_after,
  ];
  expect(parts.map(Object.isFrozen)).toEqual([true, true, true, true]);
});
