import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRealData, serveEmpty, serveRealData, type TestServer } from '../support/served.ts';
import { cleanSharedFile } from '../support/sources.ts';

interface Line {
  readonly symbol: string;
  readonly interval: string;
  readonly calendar: string;
  readonly held: number[];
  readonly provisional: number[];
  readonly missing: number[];
  readonly absent: number[];
}
interface Coverage {
  readonly from: number | null;
  readonly to: number | null;
  readonly lines: Line[];
  readonly next: string | null;
}

const dayMs = 86_400_000;
const dayOf = (date: string): number => Date.parse(date) / dayMs;
const holds = (pairs: number[], day: number): boolean =>
  pairs.some((from, at) => at % 2 === 0 && from <= day && day < (pairs[at + 1] ?? 0));

describe.skipIf(!hasRealData)('the coverage of a migrated database', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  }, 120_000);
  afterAll(() => server?.close());

  it('holds every session that the file has a bar of, and misses those after its end', async () => {
    const { lines, next, from } = await server.json<Coverage>('/api/v1/coverage');
    expect(next).toBeNull();
    const file = new DatabaseSync(cleanSharedFile, { readOnly: true });
    const bars = file
      .prepare(
        "SELECT symbol, substr(date, 1, 10) AS date FROM price_history WHERE interval = '1d' ORDER BY date",
      )
      .all() as { symbol: string; date: string }[];
    file.close();
    const bySymbol = Map.groupBy(bars, ({ symbol }) => symbol);
    expect(lines.map(({ symbol }) => symbol)).toEqual([...bySymbol.keys()].sort());
    expect(from).toBe(dayOf(bars[0]?.date ?? ''));
    for (const { symbol, held, missing, calendar } of lines) {
      const dates = (bySymbol.get(symbol) ?? []).map(({ date }) => dayOf(date));
      expect(dates.filter((day) => !holds(held, day))).toEqual([]);
      const last = dates.at(-1) ?? 0;
      // The Monday after the Easter that follows the file's last day.
      expect(holds(held, dayOf('2021-04-05')), symbol).toBe(false);
      expect(holds(missing, dayOf('2021-04-05')), symbol).toBe(last < dayOf('2021-04-05'));
      expect(calendar).toBe('XNYS');
    }
  });

  it('comes in pages of symbols', async () => {
    const first = await server.json<Coverage>('/api/v1/coverage?limit=2');
    expect(first.lines.map(({ symbol }) => symbol)).toEqual(['AAPL', 'BAC']);
    expect(first.next).toBe('BAC');
    const second = await server.json<Coverage>(`/api/v1/coverage?limit=4&after=${first.next}`);
    expect(second.lines.map(({ symbol }) => symbol)).toEqual(['GOOG', 'IBM', 'QQQ', 'SPY']);
    expect(second.next).toBeNull();
  });

  it('is that of what is asked for', async () => {
    const { lines, from, to } = await server.json<Coverage>(
      '/api/v1/coverage?symbol=aapl&symbol=SPY&interval=1d&from=2020-01-01&to=2020-12-31',
    );
    expect(lines.map(({ symbol }) => symbol)).toEqual(['AAPL', 'SPY']);
    expect([from, to]).toEqual([dayOf('2020-01-01'), dayOf('2021-01-01')]);
    for (const { held, missing } of lines) {
      expect(missing).toEqual([]);
      expect(held.every((day) => day >= dayOf('2020-01-01') && day <= dayOf('2021-01-01'))).toBe(true);
    }
    expect((await server.ask('/api/v1/coverage?symbol=NOPE')).status).toBe(404);
    expect((await server.ask('/api/v1/coverage?symbol=AAPL&interval=5m')).status).toBe(404);
    expect((await server.ask('/api/v1/coverage?limit=201')).status).toBe(400);
    expect((await server.json<Coverage>('/api/v1/coverage?exchange=NOWHERE')).lines).toEqual([]);
  });
});

it('nothing is covered where nothing is stored', async () => {
  const server = await serveEmpty();
  try {
    expect(await server.json('/api/v1/coverage')).toEqual({ from: null, to: null, lines: [], next: null });
  } finally {
    await server.close();
  }
}, 60_000);
