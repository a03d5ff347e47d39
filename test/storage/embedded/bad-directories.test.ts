import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { connectEmbedded } from '../../../src/storage/embedded/connect.ts';
import { dataDirectoryAt, prepareDataDirectory } from '../../../src/storage/embedded/data-directory.ts';
import { freshFolder, startEmbedded, withEmbedded } from '../../support/embedded.ts';
import { program } from '../../support/run-stockula.ts';

const open = (dataDirectory: string) => connectEmbedded({ dataDirectory, idleStopMs: 1_000, port: null });

/** What an attempt to open may leave: locks, a note, logs. */
const leftByOpening = /^(?:log|run|host\.lock|engine\.lock|holder\.json|engine\.json)/;
/** What PostgreSQL itself writes before it reads the first table. */
const writtenByStartup =
  /^cluster\/(?:postmaster\.pid|global\/pg_control|pg_wal|pg_xact|pg_subtrans|pg_stat|pg_logical|(?:base\/\d+|global)\/pg_internal\.init)/;

/** Digest of each file below a folder, but for what `ignored` matches. */
function fingerprint(folder: string, ignored: RegExp[]): Map<string, string> {
  const digests = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (ignored.some((pattern) => pattern.test(name)) || !statSync(path).isFile()) continue;
    digests.set(name, createHash('sha256').update(readFileSync(path)).digest('hex'));
  }
  return digests;
}

test.each([
  ["somebody else's things", 'notes.txt', 'mine', /holds other things \(notes\.txt\)/],
  ['a marker that is no JSON', 'stockula.json', '{', /marker file stockula\.json that cannot be read/],
  ['a marker without a layout', 'stockula.json', '{}', /without a layout number/],
  ['the layout of a newer version', 'stockula.json', '{"layout": 99}', /layout 99, made by a newer Stockula/],
])('a folder with %s is refused and left as it was', async (_what, name, content, got) => {
  const folder = freshFolder();
  writeFileSync(join(folder, name), content);
  await expect(open(folder)).rejects.toMatchObject({
    code: 'DATA_DIR_UNUSABLE',
    parts: { got: expect.stringMatching(got) },
  });
  expect(readdirSync(folder)).toEqual([name]);
  expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
});

test('a damaged cluster is refused in one error that names the log, and what is left of it is not touched', async () => {
  const engine = await startEmbedded();
  await engine.pool(1).query('CREATE TABLE t (a int); CHECKPOINT');
  await engine.stop();
  const { cluster, root } = dataDirectoryAt(engine.dataDirectory);
  const damages: [file: string, bytes: number, got: RegExp, ignored: RegExp[]][] = [
    ['global/pg_control', 0, /pg_control has 0 bytes/, [leftByOpening]],
    ['PG_VERSION', 0, /PG_VERSION says ""/, [leftByOpening]],
    ['base/1/1259', 4096, /./, [leftByOpening, writtenByStartup]],
  ];
  for (const [file, bytes, got, ignored] of damages) {
    const path = join(cluster, file);
    const whole = readFileSync(path);
    truncateSync(path, bytes);
    const before = fingerprint(root, ignored);
    await expect(open(root)).rejects.toMatchObject({
      name: 'StockulaError',
      code: 'DATA_DIR_UNUSABLE',
      parts: { got: expect.stringMatching(got), remedy: expect.stringContaining('engine.log') },
    });
    expect(fingerprint(root, ignored)).toEqual(before);
    writeFileSync(path, whole);
  }
});

const isRoot = process.getuid?.() === 0;
test.skipIf(isRoot && !existsSync('/usr/bin/setpriv'))('a folder that may not be written is refused', () => {
  const folder = freshFolder();
  chmodSync(folder, 0o555);
  chmodSync(join(folder, '..'), 0o755);
  const module = resolve('src/storage/embedded/data-directory.ts');
  const script = `import(${JSON.stringify(module)}).then(({ prepareDataDirectory }) => prepareDataDirectory(${JSON.stringify(folder)})).then(() => console.log('accepted'), (error) => console.log(error.code, error.message))`;
  const node = [process.execPath, '--input-type=module', '-e', script];
  const drop = isRoot ? ['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  const [command = '', ...args] = [...drop, ...node];
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: '/' });
  expect(stdout + stderr).toMatch(/^DATA_DIR_UNUSABLE .*EACCES.*mend its permissions/);
  expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(!existsSync('/proc/self'))(
  'a folder where none can be made is refused, and not tried without end',
  () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'db', 'start'], {
      encoding: 'utf8',
      cwd: freshFolder(),
      env: { ...process.env, STOCKULA_DATA_DIR: '/proc/none/here' },
      timeout: 30_000,
    });
    expect({ status, stdout }).toEqual({ status: 6, stdout: '' });
    expect(stderr).toMatch(/DATA_DIR_UNUSABLE[\s\S]*\/proc\/none\/here \(STOCKULA_DATA_DIR\)/);
    expect(stderr).toMatch(/Got \/proc, in which no folder can be made/);
  },
);

test('folders that are missing above are made, for this user only', () => {
  const folder = freshFolder();
  prepareDataDirectory(join(folder, 'a', 'b'));
  for (const path of [join(folder, 'a'), join(folder, 'a', 'b')])
    expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('a path too long for a socket is served all the same, through a folder only this user can write', async () => {
  const dataDirectory = join(freshFolder(), 'x'.repeat(120));
  await withEmbedded(
    async (engine) => {
      expect(engine.address.host.startsWith(dataDirectory)).toBe(false);
      expect(statSync(engine.address.host).mode & 0o777).toBe(0o700);
      expect((await engine.pool(1).query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    },
    { dataDirectory },
  );
});

test('a socket folder that others can write is refused', async () => {
  const dataDirectory = join(freshFolder(), 'y'.repeat(120));
  const { socketFolder } = dataDirectoryAt(dataDirectory);
  mkdirSync(socketFolder);
  chmodSync(socketFolder, 0o777);
  await expect(open(dataDirectory)).rejects.toMatchObject({
    code: 'DATA_DIR_UNUSABLE',
    parts: { got: expect.stringContaining('mode 777') },
  });
});
