import { expect, test } from 'vitest';
import { SlidingWindow } from '../../src/sources/http/sliding-window.ts';
import { random } from '../support/random.ts';

test.each([1, 2, 3, 4, 5])(
  'no span holds more than the limit, wherever in a request it arrives (%i)',
  (seed) => {
    const next = random(seed);
    const window = new SlidingWindow(5, 100);
    const arrivals: number[] = [];
    const running: number[] = [];
    for (let now = 0; now < 5000; now += next() * 6) {
      while (running[0] !== undefined && running[0] <= now) {
        running.shift();
        window.end(now, true);
      }
      if (window.freeAt(now) > now) continue;
      window.start();
      const takes = 1 + next() * 40;
      // It reaches the server at any time from its start to its end.
      arrivals.push(now + next() * takes);
      running.push(now + takes);
      running.sort((a, b) => a - b);
    }
    arrivals.sort((a, b) => a - b);
    expect(arrivals.length).toBeGreaterThan(100);
    for (const [at, first] of arrivals.entries()) {
      const sixth = arrivals[at + 5];
      if (sixth !== undefined) expect(sixth - first).toBeGreaterThanOrEqual(100);
    }
  },
);

test('it says when the next ones may start', () => {
  const window = new SlidingWindow(2, 100);
  for (const end of [10, 30]) {
    window.start();
    window.end(end, true);
  }
  expect([0, 1, 2].map((ahead) => window.freeAt(40, ahead))).toEqual([110, 130, 140]);
  expect(window.freeAt(109)).toBe(110);
  expect(window.freeAt(110)).toBe(110);
});

test('a turn in which nothing was sent does not count', () => {
  const window = new SlidingWindow(1, 100);
  window.start();
  expect(window.freeAt(0)).toBe(100);
  window.end(5, false);
  expect(window.freeAt(5)).toBe(5);
});
