import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
    ]);
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
