import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../../src/domain/errors.ts';

// PostgreSQL 17, TimescaleDB's Apache edition and PgBouncer as Debian trixie packages them, unpacked into a folder
// of their own beside whatever system this is. Nothing is installed.

const run = promisify(execFile);
const release = 'trixie';
const programs = [
  'usr/lib/postgresql/17/bin/postgres',
  'usr/lib/postgresql/17/bin/initdb',
  'usr/sbin/pgbouncer',
];
const plainPackages = ['postgresql-17', 'pgbouncer'];
const extensionPackage = 'postgresql-17-timescaledb';
/** What the programs load, down to the C library, so that any older system will do. */
const libraryPackages = [
  ...[
    'libc6',
    'libxxhash0',
    'libgcc-s1',
    'libstdc++6',
    'zlib1g',
    'libzstd1',
    'liblz4-1',
    'liblzma5',
    'libxml2',
    'libicu76',
  ],
  ...['libssl3t64', 'libpam0g', 'libaudit1', 'libcap-ng0', 'libcap2', 'libldap2', 'libsasl2-2', 'libpq5'],
  ...['libgssapi-krb5-2', 'libkrb5-3', 'libk5crypto3', 'libkrb5support0', 'libcom-err2', 'libkeyutils1'],
  ...['libsystemd0', 'libevent-2.1-7t64', 'libcares2'],
];

/** Folders that hold unpacked packages: PostgreSQL by itself, and with TimescaleDB. */
export interface UnpackedServers {
  readonly plain: string;
  readonly timescale: string;
}

/** Something the tests can use, or why they cannot. */
export type Found<T> = { readonly value: T; readonly missing: null } | { readonly missing: string };

/** Servers beside the database, and what they load besides that. */
const otherPackages = ['redis-server', 'redis-tools', 'prometheus', 'docker-compose'];
const otherLibraries = ['libatomic1', 'libjemalloc2', 'liblua5.1-0', 'liblzf1', 'libhiredis1.1.0'];
const otherPrograms = ['usr/bin/redis-server'];

const cache = join(tmpdir(), `stockula-test-packages-${release}-${process.getuid?.() ?? 0}`);
const otherCache = `${cache}-others`;
const unpacked: UnpackedServers = { plain: join(cache, 'plain'), timescale: join(cache, 'timescale') };

/** Unpacks the packages once; later runs find them in the cache. */
export async function unpackServers(): Promise<Found<UnpackedServers>> {
  return (await unpackOnce(cache, unpackInto)) ?? { value: unpacked, missing: null };
}

/** Folder of Redis, Prometheus and Docker Compose; unpacked once as well. */
export async function unpackOthers(): Promise<Found<string>> {
  return (await unpackOnce(otherCache, unpackOthersInto)) ?? { value: otherCache, missing: null };
}

/** Null once the folder is there. */
async function unpackOnce(
  cache: string,
  fill: (folder: string, source: DebianSource) => Promise<void>,
): Promise<{ readonly missing: string } | null> {
  if (isOurs(cache)) return null;
  const source = debianSource();
  if (source === null) return { missing: 'no apt sources of Debian on this machine' };
  const work = `${cache}.${process.pid}`;
  try {
    await fill(work, source);
    publish(work, cache);
    return null;
  } catch (error) {
    return { missing: `Debian packages not available: ${messageOf(error).split('\n')[0]}` };
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

function publish(work: string, cache: string): void {
  try {
    fs.renameSync(work, cache);
  } catch (error) {
    // Another test process may have been quicker; what it unpacked is the same.
    if (!isOurs(cache)) throw error;
  }
}

/** The folder is below a place where anybody may write, and programs in it are run. */
function isOurs(folder: string): boolean {
  if (!fs.existsSync(folder)) return false;
  const { uid } = fs.lstatSync(folder);
  if (uid !== process.getuid?.()) throw new Error(`${folder} belongs to somebody else (user ${uid})`);
  return true;
}

interface DebianSource {
  readonly uri: string;
  readonly keyring: string;
}

/** Where this machine fetches Debian packages from. */
function debianSource(): DebianSource | null {
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  if (!fs.existsSync(keyring)) return null;
  const texts = fs
    .globSync('/etc/apt/{sources.list,sources.list.d/*.{list,sources}}')
    .map((file) => fs.readFileSync(file, 'utf8'));
  for (const text of texts.filter((candidate) => candidate.includes('debian'))) {
    const uri = /^URIs:\s*(\S+)/m.exec(text)?.[1] ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/m.exec(text)?.[1];
    if (uri && /\/debian\/?$/.test(uri)) return { uri, keyring };
  }
  return null;
}

async function unpackInto(folder: string, source: DebianSource): Promise<void> {
  const wanted = [...plainPackages, extensionPackage, ...libraryPackages];
  const packages = await download(join(folder, 'apt'), source, wanted);
  const timescale = join(folder, 'timescale');
  const plain = join(folder, 'plain');
  fs.mkdirSync(plain, { recursive: true });
  for (const file of packages.filter((name) => !name.includes(`${extensionPackage}_`)))
    await run('dpkg-deb', ['-x', file, plain]);
  for (const program of programs) useOwnLibraries(plain, program);
  // Hard links: the second folder costs next to nothing.
  await run('cp', ['--archive', '--link', plain, timescale]);
  for (const file of packages.filter((name) => name.includes(`${extensionPackage}_`)))
    await run('dpkg-deb', ['-x', file, timescale]);
  fs.rmSync(join(folder, 'apt'), { recursive: true });
  for (const path of [folder, plain, timescale]) fs.chmodSync(path, 0o755);
}

async function unpackOthersInto(folder: string, source: DebianSource): Promise<void> {
  const wanted = [...otherPackages, ...libraryPackages, ...otherLibraries];
  for (const file of await download(join(folder, 'apt'), source, wanted))
    await run('dpkg-deb', ['-x', file, folder]);
  for (const program of otherPrograms) useOwnLibraries(folder, program);
  fs.rmSync(join(folder, 'apt'), { recursive: true });
  fs.chmodSync(folder, 0o755);
}

/** Fetches with an apt state of its own, so that the machine's stays as it is. */
async function download(
  folder: string,
  { uri, keyring }: DebianSource,
  packages: readonly string[],
): Promise<string[]> {
  for (const path of ['lists/partial', 'cache/archives/partial', 'debs'])
    fs.mkdirSync(join(folder, path), { recursive: true });
  const configuration = join(folder, 'apt.conf');
  fs.writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${keyring}] ${uri} ${release} main\n`);
  fs.writeFileSync(
    configuration,
    `Dir::Etc::sourcelist "${folder}/sources.list"; Dir::Etc::sourceparts "/nonexistent";
     Dir::State::lists "${folder}/lists"; Dir::Cache "${folder}/cache"; Dir::State::status "/dev/null";
     APT::Sandbox::User "";`,
  );
  const options = {
    cwd: join(folder, 'debs'),
    env: { ...process.env, APT_CONFIG: configuration },
    timeout: 120_000,
  };
  await run('apt-get', ['-qq', 'update'], options);
  await run('apt-get', ['-qq', 'download', ...packages], options);
  return fs.readdirSync(options.cwd).map((name) => join(options.cwd, name));
}

/** Puts a script in a program's place that starts it with the libraries it was built for. */
function useOwnLibraries(root: string, program: string): void {
  const [loader] = fs.globSync('usr/lib/*/ld-linux-*.so.*', { cwd: root });
  if (!loader) throw new Error(`no dynamic loader among the packages`);
  const file = join(root, program);
  fs.renameSync(file, `${file}.bin`);
  // The script finds its own folder, since the tree is renamed after this and copied.
  const up = program
    .split('/')
    .slice(1)
    .map(() => '..')
    .join('/');
  fs.writeFileSync(
    file,
    `#!/bin/sh
root=$(cd "$(dirname "$0")/${up}" && pwd)
libraries=$root/${join(loader, '..')}
exec "$root/${loader}" --library-path "$libraries:$libraries/systemd" --argv0 "$0" "$0.bin" "$@"
`,
    { mode: 0o755 },
  );
}
