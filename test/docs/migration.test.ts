import { expect, test } from 'vitest';
import { planFor } from '../migrate/plan-request.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { readPage } from './pages.ts';

/** The names of all members; the columns in `values` are those of the source. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    name,
    ...(name === 'values' ? [] : namesIn(inner)),
  ]);
}

test('the page on migration describes every name of the plan', async () => {
  const path = syntheticFile({ symbols: 2, years: 3, dirt: true });
  change(path, `UPDATE price_history SET updated_at = date || ' 22:00:00'`);
  const plan = await planFor(path);
  expect(plan.seams.count).toBeGreaterThan(0);
  const code = [...readPage('docs/migration.md').matchAll(/`([^`]+)`/g)].flatMap(([, text = '']) =>
    text.split(/[.[\]]+/),
  );
  expect([...new Set(namesIn(plan))].filter((name) => !code.includes(name))).toEqual([]);
});
