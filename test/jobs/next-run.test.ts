import { expect, test } from 'vitest';
import { type Duration, parseDuration } from '../../src/config/duration.ts';
import type { EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import { afterClose, every, everyWithinSessions, type SessionAfter } from '../../src/jobs/next-run.ts';
import { schedulesOf } from '../../src/jobs/schedules.ts';

const at = (text: string): EpochMs => Date.parse(`${text}Z`) as EpochMs;
const session = (day: string, close = '21:00') => ({
  open: at(`${day}T14:30`),
  close: at(`${day}T${close}`),
});
// A full day, a half day, and a weekend before the next.
const sessions = [session('2024-11-27'), session('2024-11-29', '18:00'), session('2024-12-02')];
const sessionAfter: SessionAfter = (after) => sessions.find(({ close }) => close > after) ?? null;
const minutes = 60_000;

/** The runs from a moment on, as ISO times without seconds. */
function runs(next: (after: EpochMs) => EpochMs | null, from: string, most = 4): string[] {
  const found: string[] = [];
  for (let run = next(at(from)); run !== null && found.length < most; run = next(run))
    found.push(new Date(run).toISOString().slice(5, 16));
  return found;
}

test('after the close: also of half days, and once for each session', () => {
  const next = afterClose(sessionAfter, 20 * minutes);
  expect(runs(next, '2024-11-27T00:00')).toEqual(['11-27T21:20', '11-29T18:20', '12-02T21:20']);
  // Between the close and the run that follows it.
  expect(runs(next, '2024-11-27T21:10')[0]).toBe('11-27T21:20');
});

test('before the close', () => {
  const next = afterClose(sessionAfter, -30 * minutes);
  expect(runs(next, '2024-11-27T20:29')).toEqual(['11-27T20:30', '11-29T17:30', '12-02T20:30']);
});

test('within sessions: from the open on, at the close, and not between them', () => {
  const next = everyWithinSessions(sessionAfter, 120 * minutes);
  expect(runs(next, '2024-11-27T18:00', 5)).toEqual([
    '11-27T18:30',
    '11-27T20:30',
    '11-27T21:00',
    '11-29T16:30',
    '11-29T18:00',
  ]);
});

test('every so often', () => {
  expect(runs(every(24 * 60 * minutes), '2024-11-27T18:00', 2)).toEqual(['11-28T00:00', '11-29T00:00']);
});

const spanOf = (text: string): Duration | 'never' => parseDuration(text) ?? 'never';

test('the configuration says which schedules there are; each queues the jobs of its symbols', async () => {
  const exchange = {
    id: 'XNYS',
    sessionAfter,
    symbols: async () => ['AAPL', 'MSFT'] as TickerSymbol[],
    intradaySeries: async () =>
      ['5m', '1h'].map((interval) => ({ symbol: 'AAPL' as TickerSymbol, interval: interval as '5m' })),
  };
  const spans = {
    daily_after_close: spanOf('20 minutes'),
    intraday_every: spanOf('15 minutes'),
    options_before_close: spanOf('30 minutes'),
    metadata_every: spanOf('7 days'),
    rates_every: spanOf('1 day'),
  };
  const all = schedulesOf(spans, [exchange]);
  const queued = await Promise.all(
    all.map(async ({ name, jobs }) => [name, (await jobs(at('2024-11-27T00:00'))).map(({ kind }) => kind)]),
  );
  expect(Object.fromEntries(queued)).toEqual({
    'daily:XNYS': ['fetch-bars', 'fetch-bars'],
    'intraday:XNYS': ['fetch-bars', 'fetch-bars'],
    'options:XNYS': ['options-snapshot', 'options-snapshot'],
    'metadata:XNYS': ['fetch-metadata', 'fetch-actions', 'fetch-metadata', 'fetch-actions'],
    rates: ['rates'],
  });
  const never = Object.fromEntries(Object.keys(spans).map((key) => [key, 'never'])) as typeof spans;
  expect(schedulesOf(never, [exchange])).toEqual([]);
});
