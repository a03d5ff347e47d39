import { expect, test } from 'vitest';
import type { QuarantinedRow } from '../../../src/domain/judged-bars.ts';
import type { EtlRun } from '../../../src/storage/timescale/pipeline/etl-run.ts';
import { placesOf } from '../../../src/storage/timescale/pipeline/quarantine-place.ts';
import { micros } from './pipeline-samples.ts';

const run = { id: '1', kind: 'file', source: 'file', place: '/data/all.zip' } as const satisfies EtlRun;

function action(member: string, value: number, more: Partial<QuarantinedRow> = {}): QuarantinedRow {
  const raw = { position: 2, symbol: 'AAA', ts: micros('2026-02-10'), value };
  const origin = { source: 'file', place: `/data/all.zip/${member}`, basis: 'raw', currency: null } as const;
  const unknown = { exchange: null, timeZone: null, decimals: null, fetchedAt: micros('2026-03-01') };
  const row = { raw, rule: 'twin_differs', origin: { ...origin, ...unknown }, action: 'dividend', ...more };
  return row as QuarantinedRow;
}

const places = (...rows: QuarantinedRow[]): string[] => [...placesOf(run, rows).keys()];

test('the same line in two members of an archive are two rows', () => {
  expect(places(action('a.csv', 1), action('b.csv', 1))).toEqual([
    'AAA dividend 2026-02-10T00:00:00.000Z /a.csv:2',
    'AAA dividend 2026-02-10T00:00:00.000Z /b.csv:2',
  ]);
});

test('so are a dividend and a split of one line without a time', () => {
  const raw = { position: 2, symbol: 'AAA', ts: 'soon', value: 1 };
  expect(places(action('a.csv', 1, { raw }), action('a.csv', 1, { raw, action: 'split' }))).toEqual([
    'AAA dividend /data/all.zip/a.csv:2',
    'AAA split /data/all.zip/a.csv:2',
  ]);
});

test('long paths that end alike are told apart', () => {
  const raw = { position: 2, symbol: 'AAA', ts: null, value: 1 };
  const long = `${'x'.repeat(300)}.csv`;
  const both = places(action(`a${long}`, 1, { raw }), action(`b${long}`, 1, { raw }));
  expect(both.map(({ length }) => length < 300)).toEqual([true, true]);
});
