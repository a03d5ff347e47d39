import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dirtySharedFile, hasSharedLegacy, loosen, syntheticFile } from '../support/sources.ts';

const questions = pathToFileURL(resolve(import.meta.dirname, '../../src/migrate/file-report/questions.ts'));

/** Rows of each answer about the longest series of the file, from read-only SQLite. */
const script = `
  import { DatabaseSync } from 'node:sqlite';
  const { questionsOn } = await import(${JSON.stringify(questions.href)});
  const file = new DatabaseSync(process.argv[1], { readOnly: true });
  const longest = "SELECT symbol, count(*) AS bars FROM price_history WHERE interval = '1d' GROUP BY symbol ORDER BY bars DESC LIMIT 1";
  const { symbol, bars } = file.prepare(longest).get();
  const answers = questionsOn({ symbol, bars, yearAgo: '2000-01-01' }).map(({ id, sqlite: { sql, values } }) =>
    [id, file.prepare(sql).all(...values).length]);
  console.log(JSON.stringify({ bars, rows: Object.fromEntries(answers) }));
`;

/** A process of its own: a statement of SQLite that does not end cannot be stopped from within. */
function answers(path: string): { bars: number; rows: Record<string, number> } {
  const asked = spawnSync(process.execPath, ['--input-type=module', '--eval', script, path], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(asked.error).toBeUndefined();
  expect(asked.stderr).toBe('');
  return JSON.parse(asked.stdout);
}

describe('the questions to the older file end', { timeout: 120_000 }, () => {
  it.each(['kept', 'gone'])('on a generation-1 file with 20,000 bars whose indexes are %s', (indexes) => {
    const path = syntheticFile({ generation: 1, symbols: 2, years: 41 });
    if (indexes === 'gone') loosen(path, 'kept');
    const { bars, rows } = answers(path);
    expect(bars).toBeGreaterThan(10_000);
    expect(rows).toMatchObject({ last_bars: 250, whole_history: bars, year_high: 2, market_days: bars });
    expect(rows).toHaveProperty('monthly_bars', 41 * 12 + 1);
  });

  it.skipIf(!hasSharedLegacy)('on a real generation-1 file', () => {
    expect(answers(dirtySharedFile)).toMatchObject({ bars: 5893, rows: { whole_history: 5893 } });
  });
});
