import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { configToYaml, describeConfig } from '../../src/config/serialise.ts';
import { failure, load } from './sample.ts';

test('a key is there for who asks, and nowhere else', async () => {
  const { config } = await load('', { TIINGO_API_KEY: 'hunter2' });
  expect(config.sources.tiingo.api_key?.reveal()).toBe('hunter2');
  const shown = [
    inspect(config, { depth: 9, showHidden: true }),
    JSON.stringify(config),
    String(config.sources.tiingo.api_key),
    JSON.stringify(describeConfig(config)),
    await configToYaml(config),
  ];
  for (const text of shown) expect(text).not.toContain('hunter2');
});

test('a key of digits is one, though YAML makes a number of it', async () => {
  const { config } = await load('sources: {tiingo: {api_key: 12345}}');
  expect(config.sources.tiingo.api_key?.reveal()).toBe('12345');
});

test.each(['"hunter2 and more"', '[hunter2]', '{hunter2: 1}'])(
  'a refused key does not leak: %s',
  async (key) => {
    const error = await failure(`sources: {tiingo: {api_key: ${key}}}`);
    expect(error.problems[0]?.key).toBe('sources.tiingo.api_key');
    expect(inspect(error, { depth: 9 }) + error.message + JSON.stringify(error.problems)).not.toContain(
      'hunter2',
    );
  },
);

test.each([
  ['https://example.com/', 'https://example.com'],
  ['http://127.0.0.1:8080/base//', 'http://127.0.0.1:8080/base'],
])('an address loses the slash at its end: %s', async (written, compiled) => {
  const { config } = await load('', { STOCKULA_YAHOO_BASE_URL: written });
  expect(config.sources.yahoo.base_url).toBe(compiled);
});

test.each(['ftp://example.com', 'example.com', 'https://', 'https://example.com/?a=b'])(
  'an address that is none is refused: %s',
  async (wrong) => {
    const error = await failure('', { STOCKULA_YAHOO_BASE_URL: wrong });
    expect(error.problems[0]?.key).toBe('sources.yahoo.base_url');
  },
);
