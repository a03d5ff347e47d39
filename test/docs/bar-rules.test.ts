import { expect, test } from 'vitest';
import { type BarRule, barRules } from '../../src/domain/bar-rule.ts';
import type { RawAction, RawBar } from '../../src/domain/raw-bar.ts';
import { readActions } from '../../src/etl/transform/actions.ts';
import { barsClosing, context, judge, micros, origin, rulesMet } from '../etl/bar-samples.ts';
import { codeIn, readPage, tableRows } from './pages.ts';

const page = tableRows(readPage('docs/quarantine.md'), 'Rule');

/** What an example of the page changes: columns of a bar, or how the bars come to be. */
interface Example extends Partial<Omit<RawBar, 'ts'>> {
  readonly ts?: string;
  /** The closes of a series of its own. */
  readonly closes?: number[];
  /** The same bar once more, with other values. */
  readonly again?: Partial<RawBar>;
  readonly currency?: string;
  readonly dividend?: number;
  readonly split?: number;
}

function parsed(text: string): Example {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && '$real' in value ? Number(value.$real) : value,
  );
}

/** Microseconds where the text is a time, as a reader would deliver it. */
function time(text: string): RawBar['ts'] {
  return Number.isNaN(Date.parse(text)) ? text : micros(text);
}

/** The rules that the example meets; for mends of a whole series how many bars of it were mended. */
function met(example: Example): BarRule[] | number {
  const { ts, closes, again, currency, dividend, split, ...columns } = example;
  if (dividend !== undefined || split !== undefined) {
    const action = (value?: number): RawAction[] =>
      value === undefined ? [] : [{ position: 1, symbol: 'VOD.L', ts: micros('2024-05-10'), value }];
    const actions = {
      origin,
      allSplits: true,
      calendar: null,
      dividends: action(dividend),
      splits: action(split),
    };
    return readActions(actions, 'VOD.L' as never, context.now).quarantined.map(({ rule }) => rule);
  }
  const rows = barsClosing(closes ?? [100, 100, 101, 100, 100, 101, 100]);
  if (!closes) {
    const middle = { ...(rows[4] as RawBar), open: 100, high: 102, low: 99, close: 101, ...columns };
    rows[4] = { ...middle, ts: ts === undefined ? middle.ts : time(ts) };
    if (again) rows.push({ ...(rows[4] as RawBar), ...again });
  }
  const judged = judge(rows, currency ? { origin: { ...origin, currency } } : {});
  const rules = rulesMet(judged);
  return rules.length > 0 ? rules : judged.tallies.reduce((sum, tally) => sum + tally.mended, 0);
}

test('the page lists every rule once, in the order of the list, in its words', () => {
  const listed = page.map((row) => [
    codeIn(row['Rule']),
    { severity: row['Severity'], text: row['This bar …'] },
  ]);
  expect(listed).toEqual(Object.entries(barRules));
});

test('without the examples nothing is wrong', () => {
  expect(met({})).toBe(0);
});

const ofSeries: Readonly<Record<string, number>> = {
  minor_unit: 7,
  interval_spelling: 1,
  symbol_spelling: 1,
};

test.each(page)('$Rule is what the example meets', (row) => {
  const rule = codeIn(row['Rule']);
  expect(met(parsed(codeIn(row['Example'])))).toEqual(ofSeries[rule] ?? [rule]);
});
