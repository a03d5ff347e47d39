import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import type { RawBar } from '../../../src/domain/raw-bar.ts';
import { fetchBars } from '../../../src/manager/pipeline/fetch-bars.ts';
import { fetchCompany, snapshotOptions } from '../../../src/manager/pipeline/fetch-others.ts';
import type { Pipeline } from '../../../src/manager/pipeline/pipeline.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import {
  dailyBars,
  openTestDatabase,
  openTestPipeline,
  type TestDatabase,
  type TestPipeline,
} from './support.ts';

const control = { signal: new AbortController().signal };
const split = { date: '2026-03-10', ratio: 4 };
const symbols = {
  SPLIT: { splits: [split] },
  'PENCE.L': { timeZone: 'Europe/London', exchange: 'LSE', currency: 'GBp', opens: 480, closes: 990 },
};
const from = '2026-02-17';

describe('a session that is fetched by itself', () => {
  let yahoo: YahooStandIn;
  let target: TestDatabase;
  let pipeline: TestPipeline;

  const at = (day: string): void => {
    yahoo.change({ now: `${day}T22:00:00Z` });
    pipeline.setNow(`${day}T22:00:00Z`);
  };
  /** The same source, but with prices of one day that are too high. */
  const wrongOn = (day: string, factor: number): Pipeline => {
    const times = (bar: RawBar): RawBar =>
      bar.ts === Date.parse(day) * 1000
        ? {
            ...bar,
            ...{ open: Number(bar.open) * factor, high: Number(bar.high) * factor },
            ...{ low: Number(bar.low) * factor, close: Number(bar.close) * factor },
          }
        : bar;
    const bars: Pipeline['market']['bars'] = async (...asked) => {
      const answer = await pipeline.market.bars(...asked);
      return { ...answer, value: { ...answer.value, bars: answer.value.bars.map(times) } };
    };
    const market = Object.assign(Object.create(pipeline.market), { bars }) as Pipeline['market'];
    return { ...pipeline, market };
  };
  const fetchUntil = async (symbol: string, to: string, through: Pipeline = pipeline) => {
    at(to);
    const { symbols: lines } = await fetchBars(through, dailyBars([symbol], from, to), control);
    return lines[0]?.counts;
  };
  const rows = async (sql: string) => (await target.database.pool.query(sql)).rows;
  const notesOf = async (symbol: string) =>
    (
      await rows(
        `SELECT to_char(ts, 'MM-DD') || ' ' || rule AS note FROM bar_flags WHERE symbol = '${symbol}' ORDER BY 1`,
      )
    ).map(({ note }) => note);

  beforeAll(async () => {
    [yahoo, target] = await Promise.all([YahooStandIn.start({ symbols }), openTestDatabase()]);
    pipeline = openTestPipeline(target.database, yahoo.address, {
      now: '2026-03-05T22:00:00Z',
      sources: { yahoo: { requests: 1000, window_seconds: 1 } },
    });
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  test('is compared with the bars that are stored before it', async () => {
    await fetchUntil('JUMP', '2026-03-05');
    expect(await notesOf('JUMP')).toEqual([]);
    expect(await fetchUntil('JUMP', '2026-03-06', wrongOn('2026-03-06', 100))).toMatchObject({ flagged: 1 });
    expect(await notesOf('JUMP')).toEqual(['03-06 unconfirmed_jump']);
  });

  test('in the unit of its source', async () => {
    await fetchUntil('PENCE.L', '2026-03-05');
    expect(await fetchUntil('PENCE.L', '2026-03-06')).toMatchObject({ flagged: 0, written: 1 });
    expect(await fetchUntil('PENCE.L', '2026-03-09', wrongOn('2026-03-09', 100))).toMatchObject({
      flagged: 1,
    });
    expect(await notesOf('PENCE.L')).toEqual(['03-09 unclear_unit']);
  });

  test('whose instrument has the currency that its prices are stored in', async () => {
    await fetchBars(pipeline, dailyBars(['PENCE.L'], '2026-03-02', '2026-03-05'), control);
    await fetchCompany(pipeline, 'PENCE.L' as TickerSymbol, control.signal);
    await snapshotOptions(pipeline, 'PENCE.L' as TickerSymbol, control.signal);
    expect(await rows(`SELECT currency FROM stocks WHERE symbol = 'PENCE.L'`)).toEqual([{ currency: 'GBP' }]);
  });

  test('in the shares of the time: a split is no jump', async () => {
    await fetchUntil('SPLIT', '2026-03-09');
    expect(await fetchUntil('SPLIT', '2026-03-10')).toMatchObject({ written: 1, flagged: 0 });
    expect(await fetchUntil('SPLIT', '2026-03-11')).toMatchObject({ written: 1, flagged: 0 });
    expect(await notesOf('SPLIT')).toEqual([]);
  });

  test('and with those after it, where a gap is filled', async () => {
    at('2026-03-11');
    await fetchBars(pipeline, dailyBars(['HOLE'], from, '2026-02-19'), control);
    await fetchBars(pipeline, dailyBars(['HOLE'], '2026-02-23', '2026-03-11'), control);
    const counts = await fetchUntil('HOLE', '2026-03-11', wrongOn('2026-02-20', 3));
    expect(counts).toMatchObject({ fetched: 1, quarantined: 1 });
    expect(await rows(`SELECT reason FROM quarantine WHERE symbol = 'HOLE'`)).toEqual([
      { reason: 'outlier' },
    ]);
  });
});
