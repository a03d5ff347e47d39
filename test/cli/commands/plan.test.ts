import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';
import { change, syntheticFile } from '../../support/sources.ts';

/** Everything below a folder, with content and time of change. */
function stateOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const stats = statSync(path);
      if (stats.isDirectory()) return `${name}/`;
      return `${name} ${stats.mtimeMs} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
    });
}

describe('stockula migrate plan', () => {
  test('changes nothing and leaves nothing behind, on a disk without any database', async () => {
    const path = syntheticFile({ symbols: 2, years: 2, dirt: true });
    const [work, temporary] = [freshFolder('work'), freshFolder('tmp')];
    const before = stateOf(dirname(path));
    const { status, stdout, stderr } = await runStockula(['migrate', 'plan', '--from', path, '-o', 'json'], {
      STOCKULA_TEST_CWD: work,
      TMPDIR: temporary,
    });
    expect(status).toBe(0);
    expect(stateOf(dirname(path))).toEqual(before);
    expect(readdirSync(work)).toEqual([]);
    // Node keeps compiled code there.
    expect(readdirSync(temporary).filter((name) => name !== 'node-compile-cache')).toEqual([]);
    expect(stderr).toContain('Taking a snapshot');
    const plan = JSON.parse(stdout);
    expect(Object.keys(plan)).toEqual([
      'source',
      'target',
      'tables',
      'symbols',
      'dirt',
      'repairs',
      'retention',
      'chunks',
      'seams',
      'estimate',
      'warnings',
      'seconds',
      'refusal',
    ]);
    expect(plan.refusal).toBeNull();
    expect(plan.source.path).toBe(path);
    expect(plan.target).toEqual({ kind: 'embedded', data_directory: join(work, '.stockula') });
  });

  test('fits into 80 columns, tables and all', async () => {
    const path = syntheticFile({ symbols: 12, years: 3, dirt: true });
    change(
      path,
      'ALTER TABLE stocks ADD COLUMN rating TEXT',
      // Half of every history was fetched long before the other: at every dividend since, a seam.
      `UPDATE price_history SET created_at = date || ' 22:00:00', updated_at = date || ' 22:00:00' WHERE id % 400 < 100`,
    );
    const { status, stdout } = await runStockula(['migrate', 'plan', '--from', path], {
      STOCKULA_DATA_DIR: join(freshFolder('data'), 'none'),
    });
    expect(status).toBe(0);
    const wide = stdout.split('\n').filter((line) => [...line].length > 80 && !line.includes(path));
    expect(wide).toEqual([]);
    expect(stdout).toMatch(/nobody reads: stocks\.rating/);
    expect(stdout).toMatch(/10 of 12/);
    expect(stdout).toMatch(/orphan_symbol[\s\S]*symbol "SYNORPHAN"/);
    expect(stdout).toMatch(/(dividend|split) \d{4}-\d\d-\d\d/);
    expect(stdout).toContain('only fetching the symbol again');
  });

  test('takes retention from the configuration', async () => {
    const path = syntheticFile({ symbols: 1, years: 3 });
    const work = freshFolder('work');
    writeFileSync(join(work, '.stockula.yaml'), 'storage:\n  retention_raw_bars: never\n');
    const { stdout } = await runStockula(['migrate', 'plan', '--from', path, '-o', 'json'], {
      STOCKULA_TEST_CWD: work,
    });
    expect(JSON.parse(stdout).retention).toEqual({
      window: null,
      cutoff: null,
      rows_older_than_retention: 0,
      policy_created_paused: false,
    });
  });

  test.each([
    ['a missing file', () => join(freshFolder('source'), 'none.db'), /does not exist/],
    [
      'a file of another kind',
      () => {
        const path = join(freshFolder('source'), 'some.txt');
        writeFileSync(path, 'hello');
        return path;
      },
      /not an SQLite file/,
    ],
  ])('reports %s as a run does, without a data directory', async (_what, make, words) => {
    const path = make();
    const data = join(freshFolder('data'), 'none');
    const { status, stdout, stderr } = await runStockula(['migrate', 'plan', '--from', path], {
      STOCKULA_DATA_DIR: data,
    });
    expect(stderr).toMatch(words);
    expect(stderr).toContain('SOURCE_UNUSABLE');
    expect(stdout).toBe('');
    expect(status).toBe(5);
    expect(existsSync(data)).toBe(false);
  });
});

describe('the end of a plan', () => {
  const database = freshFolder('data');
  afterAll(() => stopHost(database));

  test('is the command to type, with the path of the file', async () => {
    const folder = freshFolder('a place');
    const path = join(folder, 'my legacy.db');
    copyFileSync(syntheticFile({ symbols: 1, years: 1 }), path);
    const { stdout } = await runStockula(['migrate', 'plan', '--from', 'my legacy.db'], {
      STOCKULA_TEST_CWD: folder,
      STOCKULA_DATA_DIR: join(folder, 'data'),
    });
    expect(stdout).toMatch(/Nothing was changed\. To do it:\s/);
    expect(stdout).toMatch(/^\S*stockula(?:\.mjs)? migrate run --from "[^"\n]*"\n$/m);
    expect(stdout).toContain(`--from "${path}"\n`);
    expect(stdout).not.toContain('FILE');
  });

  test('says that a database which was filled from another file would not take this one', async () => {
    const env = { STOCKULA_DATA_DIR: database };
    const [first, other] = [
      { symbols: 1, years: 1 },
      { symbols: 2, years: 1 },
    ].map(syntheticFile);
    const run = await runStockula(['migrate', 'run', '--from', first ?? ''], env);
    expect(run.status).toBe(0);
    const same = await runStockula(['migrate', 'plan', '--from', first ?? '', '-o', 'json'], env);
    expect(same.status).toBe(0);
    expect(JSON.parse(same.stdout).refusal).toBeNull();
    // Without a file it is the one that was migrated last.
    const remembered = await runStockula(['migrate', 'plan', '-o', 'json'], env);
    expect([remembered.status, JSON.parse(remembered.stdout).source.path]).toEqual([0, first]);

    const plan = await runStockula(['migrate', 'plan', '--from', other ?? '', '-o', 'json'], env);
    expect(plan.status).toBe(8);
    const { refusal, tables } = JSON.parse(plan.stdout);
    expect(refusal).toMatchObject({ code: 'MIGRATION_CONFLICT', got: expect.stringContaining(first ?? '') });
    expect(tables).not.toEqual([]);
    // As the run itself says.
    const refused = await runStockula(['migrate', 'run', '--from', other ?? '', '-o', 'json'], env);
    expect(JSON.parse(refused.stdout).error).toEqual(refusal);

    const text = await runStockula(['migrate', 'plan', '--from', other ?? ''], env);
    expect(text.status).toBe(8);
    expect(text.stdout).toMatch(/\nA run would be refused now: [\s\S]*MIGRATION_CONFLICT/);
  }, 60_000);

  test('says what of the surroundings is in the way of a run', async () => {
    const path = syntheticFile({ symbols: 1, years: 1 });
    const { status, stdout } = await runStockula(['migrate', 'plan', '--from', path], {
      STOCKULA_DATA_DIR: join(freshFolder('data'), 'none'),
      STOCKULA_STORAGE_BACKEND: 'sqlite',
    });
    expect(status).toBe(3);
    expect(stdout).toMatch(/refused now: [\s\S]*CONFIG_INVALID[\s\S]*STOCKULA_STORAGE_BACKEND=sqlite/);
  });

  test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'says that the disk has too little room',
    async () => {
      const disk = join(freshFolder('disk'), 'mount');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]);
      try {
        const path = syntheticFile({ symbols: 1, years: 1 });
        const { status, stdout } = await runStockula(['migrate', 'plan', '--from', path, '-o', 'json'], {
          STOCKULA_DATA_DIR: join(disk, 'data'),
        });
        expect(status).toBe(9);
        expect(JSON.parse(stdout).refusal).toMatchObject({ code: 'DISK_FULL' });
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  );
});
