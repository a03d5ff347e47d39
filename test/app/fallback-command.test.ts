import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { syntheticFile } from '../support/sources.ts';

// A server that does not answer, after a switch.
const folder = freshFolder('fallback');
const configFile = join(folder, 'stockula.yaml');
const env = { STOCKULA_CONFIG_FILE: configFile, STOCKULA_DATA_DIR: join(folder, 'data') };
let source: string;

beforeAll(() => {
  source = syntheticFile({ symbols: 1, years: 1 });
});

function configure(until: string, database = "database: {url: 'postgres://127.0.0.1:1/none'}"): void {
  writeFileSync(configFile, `${database}\nstorage: {fallback_file: ${source}, fallback_until: '${until}'}\n`);
}

const run = (line: string) => runStockula(line.split(' '), env);

describe('stockula, while the database does not answer', () => {
  test('within the grace period answers from the file, and says so', async () => {
    configure('2999-01-01T00:00:00Z');
    const analysis = await run('-t SYNA -m ta -o json');
    expect(analysis.status).toBe(0);
    const { stale, symbol } = JSON.parse(analysis.stdout);
    expect(stale).toEqual({
      since: expect.any(Number),
      reason: expect.stringContaining('ECONNREFUSED'),
      file: source,
    });
    expect(analysis.stderr).toContain(`this comes from ${source}, which may be older`);
    expect(symbol).toBe('SYNA');
    const series = await run('indicators rsi --ticker SYNA -o json');
    expect(JSON.parse(series.stdout).stale.file).toBe(source);
  });

  test('a symbol that the file does not know is an error as ever', async () => {
    configure('2999-01-01T00:00:00Z');
    const unknown = await run('-t NONE -o json');
    expect(unknown.status).toBe(4);
    expect(JSON.parse(unknown.stdout).error.code).toBe('NOT_FOUND');
  });

  test('after it fails and names the file', async () => {
    configure('2020-01-01T00:00:00Z');
    const { status, stdout } = await run('-t SYNA -o json');
    expect(status).toBe(7);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(stdout).toContain(source);
    expect(stdout).toContain('2020-01-01');
  });

  test('an embedded database that is gone is no reason to make an empty one', async () => {
    configure('2999-01-01T00:00:00Z', '');
    const { status, stdout } = await run('-t SYNA -m ta -o json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).stale.reason).toContain('a database in');
  });
});
