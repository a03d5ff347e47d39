import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseDay } from '../../src/domain/day.ts';
import { countDays } from '../../src/domain/day-ranges.ts';
import { coverageLines } from '../../src/manager/pipeline/coverage-lines.ts';
import { follow } from '../../src/migrate/follow/follow.ts';
import { ChangeFeed } from '../../src/storage/timescale/change-feed.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { policies, startTarget, type Target } from './target.ts';

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

const insertBar = (day: string): string =>
  `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
   SELECT min(symbol), '${day}', '1d', 1.5, 2.5, 0.5, 2, 9, '${day} 22:00:00', '${day} 22:00:00' FROM stocks`;

it('what a migration or a follower writes is counted as covered, and caches are told', async () => {
  const path = syntheticFile({ symbols: 2, years: 1, endMs: Date.UTC(2024, 5, 3) });
  expect((await target.run(path)).status).toBe('verified');
  expect(await isHeld('2024-06-04')).toBe(false);
  const told = new Set<string>();
  const feed = new ChangeFeed(() => target.database.openSession(), {
    onChange: (tags) => tags.forEach((tag) => void told.add(tag)),
    onDeaf: () => undefined,
    onHearing: () => undefined,
  });
  try {
    await feed.started;
    change(path, insertBar('2024-06-04'));
    expect((await target.run(path)).status).toBe('verified');
    expect(await isHeld('2024-06-04')).toBe(true);
    await expect.poll(() => [...told].length, { timeout: 20_000 }).toBeGreaterThan(0);
    told.clear();
    change(path, insertBar('2024-06-05'));
    await follow({
      database: target.database,
      from: path,
      policies,
      scratchFolder: target.scratchFolder,
      onProgress: () => undefined,
      onRound: () => undefined,
      pollMs: 50,
      drain: true,
      signal: new AbortController().signal,
    });
    expect(await isHeld('2024-06-05')).toBe(true);
    await expect.poll(() => [...told].length, { timeout: 20_000 }).toBeGreaterThan(0);
  } finally {
    await feed.close();
  }
}, 120_000);
