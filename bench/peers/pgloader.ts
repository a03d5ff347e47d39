import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../src/domain/errors.ts';
import { defaultSearchPath, findProgram } from '../../src/infra/system/find-program.ts';
import type { Found } from '../../test/support/servers/debian-packages.ts';

const run = promisify(execFile);

/** pgloader and what it loads besides the C library. */
const packages = ['pgloader', 'libsybdb5', 'freetds-common', 'libsqlite3-0'];

/** How pgloader is started here. */
export interface Pgloader {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The pgloader of this machine, or else Debian's, unpacked into a folder: nothing is installed. */
export async function findPgloader(folder: string): Promise<Found<Pgloader>> {
  const installed = findProgram('pgloader', defaultSearchPath());
  if (installed) return { missing: null, value: { program: installed, environment: {} } };
  try {
    const archives = join(folder, 'archives');
    mkdirSync(archives, { recursive: true });
    await run('apt-get', ['-qq', 'download', '-o', 'APT::Sandbox::User=', ...packages], {
      cwd: archives,
      timeout: 120_000,
    });
    for (const name of readdirSync(archives)) await run('dpkg-deb', ['-x', join(archives, name), folder]);
    const libraries = readdirSync(join(folder, 'usr/lib')).map((name) => join(folder, 'usr/lib', name));
    const program = join(folder, 'usr/bin/pgloader');
    if (!existsSync(program)) return { missing: 'the package pgloader has no program of that name' };
    const environment = { LD_LIBRARY_PATH: libraries.join(':') };
    await run(program, ['--version'], { env: { ...process.env, ...environment } });
    return { missing: null, value: { program, environment } };
  } catch (error) {
    return { missing: `Debian's pgloader cannot be had: ${messageOf(error).split('\n')[0]}` };
  }
}
