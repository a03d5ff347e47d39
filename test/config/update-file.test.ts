import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { configFileFor } from '../../src/config/locate.ts';
import { type ConfigChange, updateConfigFile } from '../../src/config/update-file.ts';
import { freshFolder } from '../support/embedded.ts';

const backend = (value: string | null | undefined): ConfigChange => ({ key: 'storage.backend', value });
const until = (value: string): ConfigChange => ({ key: 'storage.fallback_until', value });
const file = (value: string | undefined): ConfigChange => ({ key: 'storage.fallback_file', value });

function written(text: string): string {
  const path = join(freshFolder('config'), '.stockula.yaml');
  writeFileSync(path, text);
  return path;
}

async function edited(text: string, ...changes: ConfigChange[]): Promise<string> {
  const path = written(text);
  await updateConfigFile(path, changes);
  return readFileSync(path, 'utf8');
}

const odd = `# Mine

data:   {db_path: 'old.db',   interval: 1d}   # spaces as I like them
storage:
    # which one
    backend:    "sqlite"   # for now
    compress_after: 7 days

    # the end of storage

portfolio:
  tickers:
  - {symbol: SPY, quantity: 2.50}   # two and a half
  - symbol:  QQQ
# the end
`;

describe('what is written', () => {
  test('only the value changes', async () => {
    expect(await edited(odd, backend('timescale'))).toBe(odd.replace('"sqlite"', 'timescale'));
  });

  test('a key is added below its section and taken out again', async () => {
    const added = await edited(odd, file('/data/my file, old.db'), backend('timescale'));
    expect(added).toBe(
      odd
        .replace('"sqlite"', 'timescale')
        .replace('7 days\n', '7 days\n    fallback_file: "/data/my file, old.db"\n'),
    );
    expect(await edited(added, file(undefined), backend('sqlite'))).toBe(odd.replace('"sqlite"', 'sqlite'));
  });

  test.each([
    ['', 'storage:\n  backend: sqlite\n'],
    ['# mine\n', '# mine\nstorage:\n  backend: sqlite\n'],
    ['data: {}', 'data: {}\nstorage:\n  backend: sqlite\n'],
    ['data:\n  db_path: a\n  # b\n', 'data:\n  db_path: a\n  # b\nstorage:\n  backend: sqlite\n'],
    ['storage:\ndata: {}\n', 'storage:\n  backend: sqlite\ndata: {}\n'],
    ['storage: # c\n  # d\n', 'storage: # c\n  backend: sqlite\n  # d\n'],
    ['storage:\n  backend:\n  # d\n', 'storage:\n  backend: sqlite\n  # d\n'],
    ['storage: {}\n', 'storage: {backend: sqlite}\n'],
    ['{storage: {compress_after: never}}', '{storage: {compress_after: never, backend: sqlite}}'],
    ['{}', '{storage: {backend: sqlite}}'],
    [
      'storage:\r\n  compress_after: never\r\n',
      'storage:\r\n  compress_after: never\r\n  backend: sqlite\r\n',
    ],
    ['storage:\n  compress_after: never', 'storage:\n  compress_after: never\n  backend: sqlite\n'],
    ['---\ndata: {}\n', '---\ndata: {}\nstorage:\n  backend: sqlite\n'],
  ])('in %j', async (text, expected) => {
    expect(await edited(text, backend('sqlite'))).toBe(expected);
  });

  test.each([
    ['storage:\n  backend: sqlite # c\n', 'storage:\n'],
    ['storage: {backend: sqlite, compress_after: never}', 'storage: {backend: null, compress_after: never}'],
    ['storage:\n  backend:\ndata: {}\n', 'storage:\ndata: {}\n'],
    ['data: {}\n', 'data: {}\n'],
  ])('taken out of %j', async (text, expected) => {
    expect(await edited(text, backend(undefined))).toBe(expected);
  });

  test('texts that would be read as something else are quoted', async () => {
    for (const value of ['true', '12', 'null', 'a: b', '# c', 'ä\n"', ' x', '2026-01-01']) {
      const path = written('{storage: {compress_after: never}}');
      const [change] = await updateConfigFile(path, [file(value)]);
      expect(change).toEqual({ key: 'storage.fallback_file', before: undefined, after: value });
    }
  });

  test('what was there and what is there now are told', async () => {
    expect(
      await updateConfigFile(written(odd), [backend('timescale'), until('2026-01-31T12:00:00Z')]),
    ).toEqual([
      { key: 'storage.backend', before: 'sqlite', after: 'timescale' },
      { key: 'storage.fallback_until', before: undefined, after: '2026-01-31T12:00:00Z' },
    ]);
  });
});

describe('what is refused leaves the file alone', () => {
  test.each([
    ['a value that the schema refuses', 'data: {}\n', backend('mysql'), 'storage.backend to be one of'],
    ['a day that is none', 'data: {}\n', until('2026-02-30T00:00:00Z'), 'a time with its zone'],
    ['a time without its zone', 'data: {}\n', until('2026-02-03T00:00:00'), 'a time with its zone'],
    ['a file that is wrong already', 'data: {interval: 9x}\n', backend('sqlite'), 'data.interval'],
    ['an alias', 'x: &x {}\nstorage: *x\n', backend('sqlite'), 'by hand'],
    ['an anchor in use', 'storage: {backend: &b sqlite}\nx: *b\n', backend('timescale'), 'by hand'],
    ['a list', 'storage: []\n', backend('sqlite'), 'by hand'],
    ['no YAML', 'a: [1\n', backend('sqlite'), 'valid YAML'],
  ])('%s', async (_, text, change, message) => {
    const path = written(text);
    await expect(updateConfigFile(path, [change])).rejects.toThrow(message);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(join(path, '..'))).toEqual(['.stockula.yaml']);
  });

  test('of two at the same time one is refused, and nothing gets lost', async () => {
    const path = written('data: {}\n');
    const outcomes = await Promise.allSettled([
      updateConfigFile(path, [backend('sqlite')]),
      updateConfigFile(path, [file('a.db')]),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((one) => one.status === 'rejected')?.reason).toMatchObject({
      code: 'CONFIG_INVALID',
      parts: { got: expect.stringContaining('somebody else') },
    });
    expect(readdirSync(join(path, '..'))).toEqual(['.stockula.yaml']);
  });
});

describe.skipIf(process.platform === 'win32')('files', () => {
  test('the mode stays, an equal file is not written', async () => {
    const path = written('storage: {backend: sqlite}\n');
    chmodSync(path, 0o600);
    const { ino } = statSync(path);
    await updateConfigFile(path, [backend('sqlite')]);
    expect(statSync(path).ino).toBe(ino);
    await updateConfigFile(path, [backend('timescale')]);
    expect(statSync(path).ino).not.toBe(ino);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('links stay links, also where their file is still missing', async () => {
    for (const text of ['data: {}\n', null]) {
      const folder = freshFolder('config');
      const real = join(folder, 'real.yaml');
      mkdirSync(join(folder, 'here'));
      if (text !== null) writeFileSync(real, text);
      const link = join(folder, 'here', '.stockula.yaml');
      symlinkSync('../real.yaml', link);
      await updateConfigFile(link, [backend('sqlite')]);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(readFileSync(real, 'utf8')).toBe(`${text ?? ''}storage:\n  backend: sqlite\n`);
    }
  });

  test('a file is made where the loader finds it', async () => {
    const cwd = freshFolder('config');
    await updateConfigFile(configFileFor(undefined, {}, cwd), [backend('sqlite')]);
    const { config, file: found } = await loadConfig({ env: {}, cwd });
    expect(found).toBe(join(cwd, '.stockula.yaml'));
    expect(config.storage.backend).toBe('sqlite');
    expect(configFileFor(undefined, {}, cwd)).toBe(found);
  });

  test('a file or folder that may not be written to is one clear error', () => {
    const path = written('data: {}\n');
    const folder = resolve(path, '..');
    chmodSync(folder, 0o777);
    chmodSync(path, 0o444);
    expect(updateAsNobody(path)).toMatch(/^CONFIG_INVALID .*EACCES: permission denied, access/);
    chmodSync(path, 0o666);
    chmodSync(folder, 0o555);
    expect(updateAsNobody(path)).toMatch(/^CONFIG_INVALID .*EACCES: permission denied, open/);
    chmodSync(folder, 0o755);
    expect(readFileSync(path, 'utf8')).toBe('data: {}\n');
  });
});

/** Root may write anywhere, so it becomes nobody. */
function updateAsNobody(path: string): string {
  const module = resolve(import.meta.dirname, '../../src/config/update-file.ts');
  const script = `
    const { updateConfigFile } = await import(${JSON.stringify(module)});
    const change = { key: 'storage.backend', value: 'sqlite' };
    await updateConfigFile(process.argv[1], [change]).catch((error) => console.log(error.code, error.message));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', script, '--', path],
    { encoding: 'utf8', cwd: '/', ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}) },
  );
  return stdout + stderr;
}
