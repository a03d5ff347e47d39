import { describe, expect, test } from 'vitest';
import { coverageJson, drawCoverage } from '../../../src/cli/output/coverage.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import type { CoverageLine } from '../../../src/domain/coverage-line.ts';
import type { Interval } from '../../../src/domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../../src/domain/nominal.ts';
import { coverageLine } from '../../../src/etl/coverage/line.ts';
import { range, ranges } from '../../etl/coverage/ranges.ts';

const now = Date.parse('2024-07-09T15:00Z') as EpochMs;

interface Known {
  readonly held?: string;
  readonly provisional?: string;
  readonly absent?: string;
}

function line(
  symbol: string,
  interval: Interval,
  wanted: readonly [string, string],
  known: Known,
): CoverageLine {
  return coverageLine(symbol as TickerSymbol, {
    calendar: calendarFor(symbol),
    interval,
    wanted: range(...wanted),
    now,
    coverage: {
      held: ranges(known.held ?? ''),
      provisional: ranges(known.provisional ?? ''),
      absences: [{ days: ranges(known.absent ?? ''), asks: 1, askedAt: now }],
      refreshedAt: now,
    },
  });
}

const plain = (width: number) => ({ ...styleFor(false), width });
const years = ['2004-01-01', '2024-12-31'] as const;
const some = [
  line('AAPL', '1d', years, { held: '2004-01-02..2024-07-09', provisional: '2024-07-09..2024-07-10' }),
  line('VOD.L', '1d', years, { held: '2004-01-02..2015-01-02 2016-06-01..2024-07-09' }),
  line('META', '1wk', years, { held: '2012-05-14..2024-07-08', absent: '2004-01-05..2012-05-14' }),
];

test('years over lines of cells, with percentages, counts and a legend of what occurs', () => {
  expect(drawCoverage(some, { style: plain(60), ascii: true })).toBe(
    [
      '            2005      2010      2015      2020',
      'AAPL 1d   #########################################~   99.9%',
      '          5,162 held, 1 provisional',
      'VOD.L 1d  ######################+!+#################   93.1%',
      '          4,827 held, 356 missing',
      'META 1wk  ................=#########################   59.2%',
      '          634 held, 436 absent',
      '',
      '# held  = held, some absent  + held, some missing',
      '! missing  ~ provisional  . absent',
    ].join('\n'),
  );
});

test.each([40, 60, 120])('no line is wider than %i columns', (width) => {
  for (const ascii of [false, true]) {
    const lines = drawCoverage(some, { style: plain(width), ascii }).split('\n');
    expect(Math.max(...lines.map((each) => [...each].length))).toBeLessThanOrEqual(width);
  }
});

test('a cell for each day, where there is room: closed days are blank', () => {
  const week = line('MSFT', '1d', ['2024-07-01', '2024-07-15'], {
    held: '2024-07-01..2024-07-03',
    absent: '2024-07-05..2024-07-08',
  });
  const [axis, cells] = drawCoverage([week], { style: plain(80), ascii: true }).split('\n');
  expect(cells?.slice(9, 23)).toBe('##! .  !      ');
  expect(axis?.trim()).toBe('2024-07');
});

test('unicode cells, in colour on a terminal', () => {
  const [, cells = ''] = drawCoverage(some, {
    style: { ...styleFor(true, {}), width: 60 },
    ascii: false,
  }).split('\n');
  expect(cells).toContain(`\u001b[32m${'█'.repeat(41)}\u001b[39m\u001b[36m▚\u001b[39m`);
});

describe('JSON', () => {
  test('has counts and ranges, and says where holidays are not known', () => {
    const lines = [
      line('MSFT', '1d', ['2024-07-01', '2024-07-06'], { held: '2024-07-01..2024-07-03' }),
      line('XYZ.SA', '1d', ['2024-07-01', '2024-07-06'], {}),
      line('0700.HK', '1d', ['1998-07-01', '2024-07-06'], {}),
    ];
    expect(coverageJson(lines)).toMatchObject({
      coverage: [
        {
          symbol: 'MSFT',
          calendar: 'XNYS',
          holidaysKnown: true,
          range: { from: '2024-07-01', to: '2024-07-06' },
          percentHeld: 50,
          counts: { held: 2, missing: 2, absent: 0, provisional: 0 },
          held: [{ from: '2024-07-01', to: '2024-07-03' }],
          missing: [{ from: '2024-07-03', to: '2024-07-08' }],
        },
        { symbol: 'XYZ.SA', calendar: 'unknown', holidaysKnown: false, percentHeld: 0 },
        // Those of 1998 are not.
        { symbol: '0700.HK', calendar: 'XHKG', holidaysKnown: false },
      ],
    });
  });

  test('a range without sessions has no percentage', () => {
    const weekend = line('MSFT', '1d', ['2024-07-06', '2024-07-08'], {});
    expect(coverageJson([weekend])).toMatchObject({ coverage: [{ percentHeld: null }] });
    expect(drawCoverage([weekend], { style: plain(60), ascii: true })).toContain('no sessions');
  });
});
