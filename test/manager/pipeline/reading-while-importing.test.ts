import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import { importFile } from '../../../src/manager/pipeline/import-file.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { TimescaleMarket } from '../../../src/storage/timescale/timescale-market.ts';
import { findTarget, type Target, targetNames } from '../../storage/timescale/targets.ts';
import { freshFolder } from '../../support/embedded.ts';
import { openTestPipeline } from './support.ts';

const dayMs = 86_400_000;
const head = 'symbol,interval,ts,open,high,low,close,volume';
/** Bars of some thousand days, each with one close. */
function lines(symbol: string, days: number, close: number): string[] {
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(Date.UTC(2005, 0, 1) + index * dayMs).toISOString();
    return `${symbol},1d,${day},${close},${close},${close},${close},1000`;
  });
}
const symbol = 'READ' as TickerSymbol;
const others = Array.from({ length: 60 }, (_, index) => `O${String(index).padStart(3, '0')}`);
/** Corrects the bars that are stored, and has more of the same symbol at its very end. */
const small = [head, ...lines(symbol, 500, 100)];
const large = [
  head,
  ...lines(symbol, 500, 101),
  ...others.flatMap((name) => lines(name, 5000, 50)),
  ...lines(symbol, 1000, 101).slice(500),
];

/** What a reader is told: how many bars of the symbol, and of which closes. */
type Seen = readonly [bars: number, closes: string];
const before: Seen = [500, '100'];
const after: Seen = [1000, '101'];

interface Answer {
  readonly seen: Seen;
  readonly waitedMs: number;
  readonly whileImporting: boolean;
}

/** Asks one question after the other until told to stop, and once more. */
async function askOnAndOn(database: Database, isOver: () => boolean): Promise<Answer[]> {
  const market = new TimescaleMarket(database.pool);
  const answers: Answer[] = [];
  for (let last = false; !last; ) {
    last = isOver();
    const start = performance.now();
    const { series } = await market.bars(symbol, '1d', { adjust: 'raw' });
    const waitedMs = performance.now() - start;
    const seen: Seen = [series.close.length, [...new Set(series.close)].join()];
    answers.push({ seen, waitedMs, whileImporting: !isOver() });
    // A short pause, so that the import, which shares this process's thread, goes on.
    await sleep(5);
  }
  return answers;
}

describe.each(await Promise.all(targetNames.map(findTarget)))(
  'a reader during an import: $title',
  (found) => {
    describe.skipIf(found.missing !== null)('', () => {
      let target: Target;
      let answers: Answer[] = [];
      let importMs = 0;

      beforeAll(async () => {
        target = await found.start();
        const database = await target.upgraded();
        const reader = await target.openAgain(database);
        const pipeline = openTestPipeline(database, 'http://127.0.0.1:9', { now: '2026-02-27T22:00:00Z' });
        const path = join(freshFolder('reading'), 'bars.csv');
        const load = (rows: readonly string[], onRows: () => void) => {
          writeFileSync(path, `${rows.join('\n')}\n`);
          return importFile(
            pipeline,
            { path, options: {}, replace: false },
            { signal: new AbortController().signal, onRows },
          );
        };
        await load(small, () => undefined);
        let over = false;
        let asking: Promise<Answer[]> | null = null;
        let start = 0;
        const report = await load(large, () => {
          start ||= performance.now();
          asking ??= askOnAndOn(reader, () => over);
        });
        importMs = performance.now() - start;
        over = true;
        expect(report.symbols).toHaveLength(1 + others.length);
        answers = (await asking) ?? [];
      }, 300_000);
      afterAll(() => target.stop(), 60_000);

      test('gets the state before it, then the one after it, and never a part', () => {
        const states = answers.map(({ seen }) => JSON.stringify(seen));
        const known = [before, after].map((seen) => JSON.stringify(seen));
        expect(states.filter((state) => !known.includes(state))).toEqual([]);
        expect(states.toSorted((one, other) => known.indexOf(one) - known.indexOf(other))).toEqual(states);
        expect(answers.at(-1)?.seen).toEqual(after);
      });

      test(
        found.title.startsWith('embedded')
          ? 'waits for the end of it: the one backend belongs to the import until it commits'
          : 'does not wait',
        () => {
          const longest = Math.max(...answers.map(({ waitedMs }) => waitedMs));
          const inTime = answers.filter(({ whileImporting }) => whileImporting);
          if (found.title.startsWith('embedded')) {
            expect(longest).toBeGreaterThan(importMs / 2);
            expect(inTime.length).toBeLessThan(3);
          } else {
            expect(longest).toBeLessThan(importMs / 4);
            expect(inTime.length).toBeGreaterThan(10);
            expect(inTime[0]?.seen).toEqual(before);
          }
        },
      );
    });
  },
);
