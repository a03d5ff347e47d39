import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkResultFile, writeResultFile } from '../../../src/cli/pipeline/result-file.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

test('skipping both steps leaves nothing to do: exit 1, and nothing is opened', async () => {
  const data = join(freshFolder('pipeline'), 'data');
  const args = ['pipeline', '--skip-optimization', '--skip-backtest'];
  const { status, stdout, stderr } = await runStockula(args, { STOCKULA_DATA_DIR: data });
  expect(stderr).toMatch(/one step at least[\s\S]*Leave one of them out/);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(existsSync(data)).toBe(false);
});

test('without an optimised configuration --skip-optimization names its own option', async () => {
  const missing = join(freshFolder('pipeline'), 'none.yaml');
  const { status, stderr } = await runStockula(['pipeline', '--skip-optimization', '-o', missing]);
  expect(stderr).toMatch(/none\.yaml\n.*--optimized-config/);
  expect(status).toBe(3);
});

describe('files for results', () => {
  test.each(['a.json', 'b.yaml', 'c.YML', 'd.csv'])('%s tells its form', (name) => {
    expect(() => checkResultFile(name)).not.toThrow();
  });

  test.each(['a.txt', 'json', 'b.xlsx'])('%s does not', (name) => {
    expect(() => checkResultFile(name)).toThrow(/\.json, \.yaml, \.yml, \.csv/);
  });

  test('YAML and JSON say the same, whatever the values are', async () => {
    const folder = freshFolder('results');
    const [json, yaml] = [join(folder, 'a.json'), join(folder, 'a.yaml')];
    const result = { a: Number.NaN, b: Float64Array.of(1.25, Number.NaN), c: 'no: yes', d: null };
    await writeResultFile(json, result, []);
    await writeResultFile(yaml, result, []);
    const { parse } = await import('yaml');
    expect(parse(readFileSync(yaml, 'utf8'))).toEqual(JSON.parse(readFileSync(json, 'utf8')));
    expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual({
      a: null,
      b: [1.25, null],
      c: 'no: yes',
      d: null,
    });
  });
});
