import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseDay } from '../../src/domain/day.ts';
import { countDays } from '../../src/domain/day-ranges.ts';
import { coverageLines } from '../../src/manager/pipeline/coverage-lines.ts';
import { ChangeFeed } from '../../src/storage/timescale/change-feed.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

/** Whether a session is known to be held, of the first symbol. */
async function isHeld(day: string): Promise<boolean> {
  const at = parseDay(day);
  const wish = { symbols: null, interval: '1d', from: at, to: at } as const;
  const [line] = await coverageLines(target.database.pool, wish);
  return line !== undefined && countDays(line.states.held) > 0;
}

function listen(): { told: Set<string>; feed: ChangeFeed } {
  const told = new Set<string>();
  const feed = new ChangeFeed(() => target.database.openSession(), {
    onChange: (tags) => tags.forEach((tag) => void told.add(tag)),
    onDeaf: () => undefined,
    onHearing: () => undefined,
  });
  return { told, feed };
}

const insertBar = (day: string): string =>
  `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
   SELECT min(symbol), '${day}', '1d', 1.5, 2.5, 0.5, 2, 9, '${day} 22:00:00', '${day} 22:00:00' FROM stocks`;

it('what a migration or a follower writes is counted as covered, and caches are told', async () => {
  const path = syntheticFile({ symbols: 2, years: 1, endMs: Date.UTC(2024, 5, 3) });
  expect((await target.run(path)).status).toBe('verified');
  expect(await isHeld('2024-06-04')).toBe(false);
  const { told, feed } = listen();
  try {
    await feed.started;
    change(path, insertBar('2024-06-04'));
    expect((await target.run(path)).status).toBe('verified');
    expect(await isHeld('2024-06-04')).toBe(true);
    await expect.poll(() => [...told].length, { timeout: 20_000 }).toBeGreaterThan(0);
    told.clear();
    change(path, insertBar('2024-06-05'));
    await target.drain(path);
    expect(await isHeld('2024-06-05')).toBe(true);
    await expect.poll(() => [...told].length, { timeout: 20_000 }).toBeGreaterThan(0);
  } finally {
    await feed.close();
  }
}, 120_000);

it('caches are told of a symbol that leaves the file, and of company data that does', async () => {
  await target.reset();
  const path = syntheticFile({ symbols: 3, years: 1, endMs: Date.UTC(2024, 5, 3) });
  expect((await target.run(path)).status).toBe('verified');
  const symbols = await target.sql<{ symbol: string }>('SELECT symbol FROM stocks ORDER BY 1');
  const [gone, ofCompany] = symbols.map(({ symbol }) => symbol);
  const tables = ['price_history', 'dividends', 'splits', 'options_calls', 'options_puts', 'stock_info'];
  // No rows of any other table that would be told of.
  change(path, ...tables.map((table) => `DELETE FROM ${table} WHERE symbol = '${gone}'`));
  await target.drain(path);
  const { told, feed } = listen();
  try {
    await feed.started;
    change(path, `DELETE FROM stocks WHERE symbol = '${gone}'`);
    await target.drain(path);
    await expect.poll(() => [...told].sort(), { timeout: 20_000 }).toEqual([gone, 'symbols'].sort());
    told.clear();
    change(path, `DELETE FROM stock_info WHERE symbol = '${ofCompany}'`);
    await target.drain(path);
    await expect.poll(() => [...told], { timeout: 20_000 }).toEqual([ofCompany]);
  } finally {
    await feed.close();
  }
}, 120_000);
