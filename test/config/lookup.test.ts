import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { StockulaError } from '../../src/domain/errors.ts';
import { inFolder } from './sample.ts';

const named = (name: string) => `portfolio: {name: ${name}}`;

test('files are looked for in order: flag, variable, then by name', async () => {
  const names = ['.stockula.yaml', '.stockula.yml', 'stockula.yaml', 'stockula.yml'];
  for (let first = 0; first < names.length; first++) {
    const files = Object.fromEntries(names.slice(first).map((name) => [name, named(name)]));
    await inFolder({ ...files, 'other.yaml': named('variable'), 'flag.yaml': named('flag') }, async (cwd) => {
      const nameIn = async (env: Record<string, string>, config?: string) =>
        (await loadConfig({ flags: { config }, env, cwd })).config.portfolio.name;
      const env = { STOCKULA_CONFIG_FILE: 'other.yaml' };
      expect(await nameIn({})).toBe(names[first]);
      expect(await nameIn({ STOCKULA_CONFIG_FILE: '' })).toBe(names[first]);
      expect(await nameIn(env)).toBe('variable');
      expect(await nameIn(env, 'flag.yaml')).toBe('flag');
    });
  }
});

test('a folder with the name of a configuration file is passed over', async () => {
  await inFolder({ 'stockula.yml': named('file') }, async (cwd) => {
    mkdirSync(join(cwd, '.stockula.yaml'));
    expect((await loadConfig({ env: {}, cwd })).config.portfolio.name).toBe('file');
  });
});

const unusable: [title: string, text: string | null, expected: string, got: string][] = [
  ['missing', null, 'a readable configuration file', 'no file'],
  ['not YAML', 'data:\n  a: [1\nb: 2', 'valid YAML', 'line 3'],
  ['a duplicate key', 'data: {}\ndata: {}', 'valid YAML', 'line 2'],
  ['a list', '- 1\n- 2', 'a mapping of sections', 'a list of 2'],
  ['a text', 'hello', 'a mapping of sections', '"hello"'],
  ['an alias bomb', bomb(), 'valid YAML', 'alias'],
];

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const items = Array(9).fill(level === 0 ? 'x' : `*a${level - 1}`);
    return `a${level}: &a${level} [${items.join(', ')}]`;
  });
  return levels.join('\n');
}

test.each(unusable)('a named file that is %s is refused', async (_title, text, expected, got) => {
  await inFolder(text === null ? {} : { 'c.yaml': text }, async (cwd) => {
    const viaFlag = { flags: { config: 'c.yaml' }, env: {}, cwd };
    const viaVariable = { env: { STOCKULA_CONFIG_FILE: join(cwd, 'c.yaml') }, cwd };
    for (const [request, by] of [
      [viaFlag, '--config'],
      [viaVariable, 'STOCKULA_CONFIG_FILE'],
    ] as const) {
      const thrown: unknown = await loadConfig(request).catch((error: unknown) => error);
      if (!(thrown instanceof StockulaError)) throw new Error(`not refused: ${String(thrown)}`);
      expect(thrown.code).toBe('CONFIG_INVALID');
      expect(thrown.parts.expected).toContain(expected);
      expect(thrown.parts.got.toLowerCase()).toContain(got);
      expect(thrown.parts.got).toContain(`${join(cwd, 'c.yaml')}, named by ${by}`);
    }
  });
});

test('an empty file means the defaults', async () => {
  await inFolder({ 'stockula.yaml': '# nothing yet\n' }, async (cwd) => {
    const { config, file } = await loadConfig({ env: {}, cwd });
    expect([config.portfolio.name, file]).toEqual(['Main Portfolio', join(cwd, 'stockula.yaml')]);
  });
});
