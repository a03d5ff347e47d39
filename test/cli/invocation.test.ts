import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asTyped, ownCommand } from '../../src/cli/invocation.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';

const folder = freshFolder('invocation');
const root = join(folder, 'project');
const program = join(root, 'bin/stockula.mjs');
const folders = [
  'project/bin',
  'project/node_modules/.bin',
  'project/data',
  'linked',
  'older',
  'project2',
  'folder/stockula',
];
for (const each of folders) mkdirSync(join(folder, each), { recursive: true });
writeFileSync(program, '', { mode: 0o755 });
symlinkSync(program, join(folder, 'linked/stockula'));
symlinkSync(program, join(root, 'node_modules/.bin/stockula'));
writeFileSync(join(folder, 'older/stockula'), '', { mode: 0o755 });

test.each([
  ['by its name where PATH leads to it', 'missing:folder:linked:older', '', 'stockula'],
  ['by npx in the project', 'missing', 'project', 'npx stockula'],
  ['by npx in a folder of the project', '', 'project/data', 'npx stockula'],
  ['by npx where only npm has it on PATH', 'project/node_modules/.bin', 'project', 'npx stockula'],
  ['by npx where the name means another program', 'older:linked', 'project', 'npx stockula'],
  ['by its path elsewhere', 'older', '', program],
  ['by its path in a folder whose name begins alike', '', 'project2', program],
])('%s', (_what, path, cwd, expected) => {
  const absolute = path.split(':').map((each) => join(folder, each));
  expect(ownCommand({ path: absolute.join(':'), cwd: join(folder, cwd), root })).toBe(expected);
});

test('a path with a space is quoted', () => {
  const spaced = join(folder, 'two words');
  mkdirSync(join(spaced, 'bin'), { recursive: true });
  writeFileSync(join(spaced, 'bin/stockula.mjs'), '');
  expect(ownCommand({ path: '', cwd: folder, root: spaced })).toBe(`"${spaced}/bin/stockula.mjs"`);
});

test('commands in a text are rewritten, and nothing else of that name', () => {
  const typed = (text: string) => asTyped(text, 'npx stockula');
  expect(typed('stockula doctor --mend')).toBe('npx stockula doctor --mend');
  expect(typed('as it is:     stockula db stop')).toBe('as it is:     npx stockula db stop');
  expect(typed('Run "stockula db stop", then: stockula start')).toBe(
    'Run "npx stockula db stop", then: npx stockula start',
  );
  expect(typed('Usage: stockula [options]\n  stockula -t A')).toBe(
    'Usage: npx stockula [options]\n  npx stockula -t A',
  );
  for (const text of [
    'the schema stockula and its tables',
    '--from stockula.db',
    'psql -U stockula stockula',
  ])
    expect(typed(text)).toBe(text);
});

test('errors, help and examples name the command that works from here', async () => {
  const elsewhere = { STOCKULA_TEST_CWD: folder };
  const here = join(import.meta.dirname, '../../bin/stockula.mjs');
  const error = await runStockula(['indicators', 'rsi'], elsewhere);
  expect(error.stderr).toContain(`For example: ${here} indicators rsi --ticker AAPL.`);
  const help = await runStockula(['indicators', '--help'], elsewhere);
  expect(help.stdout).toContain(`Usage: ${here} indicators`);
  expect(help.stdout).toContain(`\n  ${here} indicators rsi --ticker AAPL`);
  const inside = await runStockula(['indicators', 'rsi'], { STOCKULA_TEST_CWD: join(here, '../..') });
  expect(inside.stderr).toContain('For example: npx stockula indicators rsi');
});
