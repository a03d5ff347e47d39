import { afterAll, beforeAll, expect, it } from 'vitest';
import { change } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';
import { makeWorkplace } from './workplace.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

it('tells how many changed rows were set aside: in JSON, plainly, in the tree and in the status', {
  timeout: 180_000,
}, async () => {
  const place = makeWorkplace({ symbols: 2, years: 1, dirt: true }, target.dataDirectory);
  expect((await place.stockula(['migrate', 'run', '--no-switch'])).status).toBe(0);
  const spoil = (sound: number): void =>
    change(
      place.source,
      `UPDATE price_history SET close_price = -1 WHERE id IN
         (SELECT id FROM price_history WHERE symbol = 'SYNA' AND interval = '1d' AND date BETWEEN '2023-08-01' AND '2023-12-31'
            AND close_price > 0 ORDER BY date LIMIT ${sound})`,
    );
  spoil(2);
  // Set aside before, and now for another reason.
  change(
    place.source,
    `UPDATE price_history SET close_price = -1 WHERE id = (SELECT min(id) FROM price_history WHERE close_price = 0)`,
  );
  const json = await place.stockula(['migrate', 'follow', '--drain', '-o', 'json']);
  const told = json.stderr.split('\n').filter((line) => line.includes('"followed"'));
  expect(JSON.parse(told.at(-1) ?? '{}')).toMatchObject({ written: 0, removed: 2, quarantined: 3 });
  spoil(1);
  const plain = await place.stockula(['migrate', 'follow', '--drain']);
  expect(plain.stderr).toContain('0 rows written, 1 removed, 1 set aside so far');
  spoil(1);
  const tree = await place.stockula(['migrate', 'switch', '--drain']);
  expect(`${tree.status} ${tree.stderr}`).toMatch(
    /^0 [\s\S]*Carried over: 0 rows written, 1 removed, 1 set aside/,
  );
  const status = await place.stockula(['migrate', 'status']);
  expect(status.stdout).toMatch(/followed +0 rows written, 1 removed, 1 set aside, last/);
});
