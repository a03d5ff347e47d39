import { describe, expect, test } from 'vitest';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import { type Absence, type Coverage, emptyCoverage } from '../../../src/domain/coverage.ts';
import type { Interval } from '../../../src/domain/interval.ts';
import type { EpochMs } from '../../../src/domain/nominal.ts';
import { type FetchPlan, planFetch } from '../../../src/etl/coverage/plan.ts';
import { range, ranges, text } from './ranges.ts';

const newYork = calendarFor('AAPL');
const at = (moment: string): EpochMs => Date.parse(moment) as EpochMs;

interface Known {
  readonly held?: string;
  readonly provisional?: string;
  /** Days, how often asked, and when last. */
  readonly absent?: readonly (readonly [string, number, string])[];
  readonly refreshedAt?: string;
}

function coverage({ held = '', provisional = '', absent = [], refreshedAt }: Known): Coverage {
  return {
    held: ranges(held),
    provisional: ranges(provisional),
    absences: absent.map(
      ([days, asks, askedAt]): Absence => ({ days: ranges(days), asks, askedAt: at(askedAt) }),
    ),
    refreshedAt: refreshedAt === undefined ? null : at(refreshedAt),
  };
}

function plan(wanted: string, now: string, known: Known = {}, interval: Interval = '1d'): FetchPlan {
  const [wish] = ranges(wanted);
  if (wish === undefined) throw new Error('nothing wanted');
  return planFetch({ calendar: newYork, interval, wanted: wish, coverage: coverage(known), now: at(now) });
}

const summary = ({
  missing,
  provisional,
  running,
  absent,
  resting,
  requests,
}: FetchPlan): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ missing, provisional, running, absent, resting, requests })
      .map(([name, days]): [string, string] => [name, text(days)])
      .filter(([, days]) => days !== ''),
  );

test('nothing known: one request for all of it, from the first session to the last', () => {
  expect(summary(plan('2023-12-30..2024-01-14', '2024-06-01T00:00Z'))).toEqual({
    missing: '2024-01-02..2024-01-16',
    requests: '2024-01-02..2024-01-13',
  });
});

test('all held, or only closed days wanted: nothing to do', () => {
  expect(
    summary(plan('2024-01-02..2024-01-13', '2024-06-01T00:00Z', { held: '2023-01-03..2024-03-01' })),
  ).toEqual({});
  expect(summary(plan('2024-01-13..2024-01-16', '2024-06-01T00:00Z'))).toEqual({});
  expect(plan('2024-01-13..2024-01-13', '2024-06-01T00:00Z').requests).toEqual([]);
});

test('gaps that lie close together are one request, distant ones are two', () => {
  const near = plan('2023-01-03..2023-12-30', '2024-06-01T00:00Z', {
    held: '2023-01-03..2023-03-01 2023-03-02..2023-04-03 2023-04-04..2024-01-02',
  });
  expect(summary(near)).toEqual({
    missing: '2023-03-01..2023-03-02 2023-04-03..2023-04-04',
    requests: '2023-03-01..2023-04-04',
  });
  const far = plan('2023-01-03..2023-12-30', '2024-06-01T00:00Z', {
    held: '2023-01-03..2023-03-01 2023-03-02..2023-08-01 2023-08-02..2024-01-02',
  });
  expect(text(far.requests)).toBe('2023-03-01..2023-03-02 2023-08-01..2023-08-02');
});

describe('the present', () => {
  const wanted = '2024-07-01..2024-07-20';
  const held = '2024-07-01..2024-07-09';

  test('days to come are not wanted, nor is today before the open', () => {
    expect(summary(plan(wanted, '2024-07-09T13:29Z', { held }))).toEqual({});
  });

  test('the running session is wanted, and again after some time', () => {
    const runningAt = (now: string, refreshedAt: string): string =>
      text(plan(wanted, now, { held, provisional: '2024-07-09..2024-07-10', refreshedAt }).running);
    expect(text(plan(wanted, '2024-07-09T13:30Z', { held }).running)).toBe('2024-07-09..2024-07-10');
    expect(runningAt('2024-07-09T14:14Z', '2024-07-09T14:00Z')).toBe('');
    expect(runningAt('2024-07-09T14:15Z', '2024-07-09T14:00Z')).toBe('2024-07-09..2024-07-10');
  });

  test('asked for by a clock that was a day ahead, the running session is asked for again', () => {
    const known = { refreshedAt: '2024-01-17T16:00Z' };
    expect(summary(plan('2024-01-16..2024-01-17', '2024-01-16T16:00Z', known))).toHaveProperty('running');
  });

  test('its bar is fetched again once it is final', () => {
    const known = { held, provisional: '2024-07-09..2024-07-10', refreshedAt: '2024-07-09T20:59Z' };
    expect(summary(plan(wanted, '2024-07-09T20:59Z', known))).toEqual({});
    expect(summary(plan(wanted, '2024-07-09T21:00Z', known))).toEqual({
      provisional: '2024-07-09..2024-07-10',
      requests: '2024-07-09..2024-07-10',
    });
  });

  test('a running month rests while the exchange is closed', () => {
    const monthly = (now: string, refreshedAt: string): string =>
      text(
        plan('2024-06-01..2024-08-01', now, { held: '2024-06-01..2024-07-01', refreshedAt }, '1mo').running,
      );
    expect(monthly('2024-07-06T12:00Z', '2024-07-05T20:30Z')).toBe('2024-07-01..2024-08-01');
    expect(monthly('2024-07-07T12:00Z', '2024-07-05T21:00Z')).toBe('');
    expect(monthly('2024-07-08T14:00Z', '2024-07-05T21:00Z')).toBe('2024-07-01..2024-08-01');
  });
});

describe('absent sessions', () => {
  const held = '2024-03-01..2024-04-01 2024-04-02..2024-06-03';
  const asked = '2024-06-01T00:00Z';
  const absentAt = (now: string, asks: number): Record<string, string> =>
    summary(plan('2024-03-01..2024-05-31', now, { held, absent: [['2024-04-01..2024-04-02', asks, asked]] }));

  test.each([
    [1, '2024-06-01T06:00Z'],
    [2, '2024-06-02T00:00Z'],
    [3, '2024-06-04T00:00Z'],
    [4, '2024-06-08T00:00Z'],
    [5, '2024-07-01T00:00Z'],
  ])('after %i asks are due again at %s', (asks, due) => {
    const before = new Date(Date.parse(due) - 1).toISOString();
    expect(absentAt(before, asks)).toEqual({ resting: '2024-04-01..2024-04-02' });
    expect(absentAt(due, asks)).toEqual({
      absent: '2024-04-01..2024-04-02',
      requests: '2024-04-01..2024-04-02',
    });
  });

  test('asked for by a clock that was a year ahead, they do not rest for that year', () => {
    const ask = (askedAt: string) =>
      summary(
        plan('2024-01-02..2024-01-13', '2024-01-20T00:00Z', {
          held: '2024-01-02..2024-01-04 2024-01-05..2024-01-13',
          absent: [['2024-01-04..2024-01-05', 1, askedAt]],
        }),
      );
    expect(ask('2025-01-19T23:00Z')).toMatchObject({ absent: '2024-01-04..2024-01-05' });
    expect(ask('2024-01-20T00:10Z')).toMatchObject({ resting: '2024-01-04..2024-01-05' });
  });

  test('after six asks they are given up', () => {
    expect(absentAt('2034-01-01T00:00Z', 6)).toEqual({ resting: '2024-04-01..2024-04-02' });
  });
});

describe('an instrument that was not listed yet', () => {
  const known = (asks: number): Known => ({
    held: '2024-03-01..2024-06-03',
    absent: [['2023-01-03..2024-03-01', asks, '2024-06-01T00:00Z']],
  });

  test('is not asked for earlier days while its absence before the first bar rests', () => {
    expect(summary(plan('2010-01-01..2024-05-31', '2024-06-01T01:00Z', known(1)))).toEqual({
      resting: '2010-01-04..2024-03-01',
    });
    expect(summary(plan('2010-01-01..2024-05-31', '2034-06-01T01:00Z', known(6)))).toEqual({
      resting: '2010-01-04..2024-03-01',
    });
  });

  test('is asked for all of them when the absence is due', () => {
    expect(summary(plan('2010-01-01..2024-05-31', '2024-06-01T07:00Z', known(1)))).toEqual({
      missing: '2010-01-04..2023-01-03',
      absent: '2023-01-03..2024-03-01',
      requests: '2010-01-04..2024-03-01',
    });
  });

  test('some absent days before the first bar say nothing about earlier ones', () => {
    const short = {
      held: '2024-03-01..2024-06-03',
      absent: [['2024-02-20..2024-03-01', 6, '2024-06-01T00:00Z']],
    } as const;
    expect(text(plan('2024-01-02..2024-05-31', '2024-07-01T00:00Z', short).missing)).toBe(
      '2024-01-02..2024-02-20',
    );
  });
});

describe('an instrument that is traded no more', () => {
  const known: Known = {
    held: '2023-01-03..2024-03-01',
    absent: [
      ['2024-03-01..2024-05-01', 6, '2024-05-20T00:00Z'],
      ['2024-05-01..2024-05-21', 1, '2024-05-21T00:00Z'],
    ],
  };

  test('is asked for once a week', () => {
    expect(summary(plan('2023-01-03..2024-07-01', '2024-05-27T23:00Z', known))).toEqual({
      resting: '2024-03-01..2024-05-28',
    });
    expect(summary(plan('2023-01-03..2024-07-01', '2024-05-28T00:00Z', known))).toEqual({
      missing: '2024-05-21..2024-05-28',
      absent: '2024-05-01..2024-05-21',
      resting: '2024-03-01..2024-05-01',
      requests: '2024-05-01..2024-05-25',
    });
  });

  test('so is one that never had a bar', () => {
    const never: Known = { absent: [['2024-01-02..2024-05-21', 1, '2024-05-21T00:00Z']] };
    expect(plan('2020-01-01..2024-07-01', '2024-05-27T00:00Z', never).requests).toEqual([]);
    expect(text(plan('2020-01-01..2024-07-01', '2024-05-28T00:00Z', never).requests)).toBe(
      '2020-01-02..2024-05-25',
    );
  });
});

test('intraday sessions are planned as daily ones are', () => {
  expect(
    text(
      plan('2024-07-01..2024-07-06', '2024-08-01T00:00Z', { held: '2024-07-02..2024-07-03' }, '1h').missing,
    ),
  ).toBe('2024-07-01..2024-07-02 2024-07-03..2024-07-08');
});

test('weeks and months are planned as wholes', () => {
  expect(summary(plan('2024-07-03..2024-07-17', '2024-08-01T00:00Z', {}, '1wk'))).toEqual({
    missing: '2024-07-01..2024-07-22',
    requests: '2024-07-01..2024-07-20',
  });
  expect(text(plan('2024-02-10..2024-04-10', '2024-08-01T00:00Z', {}, '1mo').requests)).toBe(
    '2024-02-01..2024-05-01',
  );
});

test('a thousand plans over twenty years are quick', () => {
  const wanted = range('2004-01-01', '2024-01-01');
  const known = coverage({ held: '2004-01-02..2015-06-01 2015-06-02..2023-12-01' });
  planFetch({
    calendar: newYork,
    interval: '1d',
    wanted,
    coverage: emptyCoverage,
    now: at('2024-06-01T00:00Z'),
  });
  const started = performance.now();
  for (let count = 0; count < 1000; count += 1) {
    planFetch({ calendar: newYork, interval: '1d', wanted, coverage: known, now: at('2024-06-01T00:00Z') });
  }
  expect(performance.now() - started).toBeLessThan(10_000);
});
