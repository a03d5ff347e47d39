import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { questionsOn, type Statement } from '../../src/migrate/file-report/questions.ts';
import { syntheticFile } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';

// Not a multiple of a month or a year, so that the first and the last bucket are incomplete.
const endMs = Date.UTC(2024, 5, 12);
const path = syntheticFile({ symbols: 3, years: 3, endMs });
const questions = questionsOn({ symbol: 'SYNA', bars: 0, yearAgo: '2023-06-14' });

let target: Target;
beforeAll(async () => {
  target = await startTarget();
  await target.run(path);
}, 180_000);
afterAll(() => target.stop());

/** The old answer; days and months as the new one has them, in epoch milliseconds. */
function fromSqlite({ sql, values }: Statement): unknown[][] {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = file.prepare(sql).all(...values);
    return rows.map((row) =>
      Object.entries(row).map(([name, value]) =>
        ['date', 'day', 'month'].includes(name) ? Date.parse(`${value}`) : value,
      ),
    );
  } finally {
    file.close();
  }
}

it.each(questions)('both databases give the same answer to: $question', async ({ sqlite, timescaledb }) => {
  const expected = fromSqlite(sqlite);
  const found = await target.sql<Record<string, unknown>>(timescaledb.sql, [...timescaledb.values]);
  expect(found.length).toBe(expected.length);
  expect(found.length).toBeGreaterThan(2);
  for (const [at, row] of found.entries()) {
    for (const [column, value] of Object.values(row).entries()) {
      const other = expected[at]?.[column];
      // Sums and means are added up in another order.
      if (typeof value === 'number') expect(value / Number(other)).toBeCloseTo(1, 12);
      else expect(value).toBe(other);
    }
  }
});
