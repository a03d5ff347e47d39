import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { redactSecrets } from '../../src/config/secret-url.ts';
import { configToYaml, describeConfig } from '../../src/config/serialise.ts';
import { failure, load } from './sample.ts';

const url = 'postgres://me:hunter2@db.example:5432/stockula';

test('the password is there for who asks, and nowhere else', async () => {
  const { config } = await load('', { DATABASE_URL: url, REDIS_URL: 'rediss://:hunter2@cache:6379' });
  expect(config.database.url?.reveal()).toBe(url);
  const shown = [
    inspect(config, { depth: 9, showHidden: true }),
    JSON.stringify(config),
    String(config.database.url),
    `${inspect(Object.values(config.database))}`,
    JSON.stringify(describeConfig(config)),
    await configToYaml(config),
  ];
  for (const text of shown) expect(text).not.toContain('hunter2');
  expect(JSON.stringify(config)).toContain('postgres://me:***@db.example:5432/stockula');
  expect(await configToYaml(config)).not.toContain('db.example');
});

test.each(['mysql://me:hunter2@h/d', 'postgres://me:hunter2#@:x:/d', 'me:hunter2@h/d'])(
  'a refused URL does not leak its password: %s',
  async (wrong) => {
    const error = await failure('', { DATABASE_URL: wrong });
    expect(error.problems[0]?.key).toBe('database.url');
    expect(inspect(error, { depth: 9 }) + error.message + JSON.stringify(error.problems)).not.toContain(
      'hunter2',
    );
  },
);

test.each([
  ['at postgres://u:p@h/d and redis://:q@r', 'at postgres://u:***@h/d and redis://:***@r'],
  ['postgres://u:p/a@s@h/d', 'postgres://u:***@h/d'],
  ['{"url":"postgres://u:p@h/d","mail":"a@b"}', '{"url":"postgres://u:***@h/d","mail":"a@b"}'],
  ['postgres://h/d?user=u&password=p&sslmode=off', 'postgres://h/d?user=u&password=***&sslmode=off'],
  ['https://example.com:8080/path', 'https://example.com:8080/path'],
  ['no URL: a:b@c', 'no URL: a:b@c'],
])('redacts %s', (text, redacted) => {
  expect(redactSecrets(text)).toBe(redacted);
});
