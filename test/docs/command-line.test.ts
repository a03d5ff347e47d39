import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modeNames } from '../../src/cli/modes/registry.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { codeIn, readPage, tableRows } from './pages.ts';

const page = readPage('docs/command-line.md');
const folder = freshFolder('command-line');
const env = { STOCKULA_DATA_DIR: join(folder, 'data'), STOCKULA_TEST_CWD: folder };

beforeAll(async () => {
  const source = join(folder, 'legacy.db');
  writeSyntheticLegacy(source, { symbols: 2, years: 3 });
  expect((await runStockula(['migrate', 'run', '--from', source, '-o', 'json'], env)).status).toBe(0);
  writeFileSync(
    join(folder, '.stockula.yaml'),
    'portfolio: {initial_capital: 100000, tickers: [{symbol: SYNA}, {symbol: SYNB}]}\n',
  );
}, 120_000);

afterAll(async () => {
  await runStockula(['db', 'stop'], env);
});

/** The commands of the page's examples, about symbols that are there. */
const examples = [...page.matchAll(/^\$ stockula (.*)$/gm)].map(([, words = '']) =>
  words.replaceAll('AAPL', 'SYNA').replaceAll('MSFT', 'SYNB').split(' '),
);

describe('each example of the page runs', () => {
  test.each(examples)('stockula %s %s %s', async (...words) => {
    const { status, stdout, stderr } = await runStockula(words, env);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.length).toBeGreaterThan(50);
    const file = /(?:--html|--output|--save-optimized-config) (\S+)/.exec(words.join(' '))?.[1];
    if (file) expect(existsSync(join(folder, file))).toBe(true);
  });
});

test('every option of the bare command is on the page, and every mode', () => {
  const options = buildProgram()
    .options.map(({ long }) => long ?? '')
    .filter((name) => !['--version', '--config'].includes(name));
  expect(
    options.filter(
      (name) => !page.includes(`\`${name}`) && !page.includes(` ${name} `) && !page.includes(`${name}\``),
    ),
  ).toEqual([]);
  expect(tableRows(page, '`--mode`').map((row) => /`([^`]+)`/.exec(row['`--mode`'] ?? '')?.[1])).toEqual([
    ...modeNames,
    'all',
  ]);
});

test.each(modeNames)('the tables of --mode %s are those of the page', async (mode) => {
  const row = tableRows(page, 'mode').find((one) => codeIn(one['mode']) === mode);
  const named = [...(row?.['tables']?.split(';')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  const { stdout } = await runStockula(['-m', mode, '-o', 'csv'], env);
  const printed = [...stdout.matchAll(/^# (\S+)/gm)].map(([, name]) => name);
  expect(printed.filter((name) => !named.includes(name))).toEqual([]);
  expect(printed.length).toBeGreaterThan(0);
});
