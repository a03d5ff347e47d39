import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { knownKeys } from '../../src/config/keys.ts';
import { configurationPage, keysInUse } from '../../src/config/reference.ts';
import { projectRoot, readPage } from './pages.ts';

const page = 'docs/configuration.md';

test('the page is what the schema says (UPDATE_DOCS=1 writes it)', () => {
  if (process.env['UPDATE_DOCS']) writeFileSync(resolve(projectRoot, page), configurationPage());
  expect(readPage(page)).toBe(configurationPage());
});

test('every key that can be written in a file is on the page', () => {
  const leaves = [...knownKeys.keys()].filter(
    (key) => ![...knownKeys.keys()].some((other) => other.startsWith(`${key}.`)),
  );
  const missing = leaves.filter((key) => !readPage(page).includes(`\`${key.slice(key.indexOf('.') + 1)}\``));
  expect(missing).toEqual([]);
});

test('keys in use are known, have an effect, and are named by code outside the configuration', () => {
  const source = resolve(projectRoot, 'src');
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('config'))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');
  const wrong = keysInUse.filter((key) => {
    const name = key.slice(key.lastIndexOf('.') + 1);
    return knownKeys.get(key)?.noEffect !== null || !new RegExp(`\\b${name}\\b`).test(code);
  });
  expect(wrong).toEqual([]);
});
