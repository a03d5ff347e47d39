import type { Report } from '../../../src/cli/report/page.ts';

const dayMs = 86_400_000;
/** What a source or a file could bring along. */
export const nasty = '</script><img src=x onerror="document.title=1"><b>';

/** A report with one section of each kind, and texts that try to be more than text. */
export function sampleReport(bars = 400): Report {
  const ts = Array.from({ length: bars }, (_, at) => Date.parse('2019-01-01') + at * dayMs);
  const close = ts.map((_, at) => 100 + 20 * Math.sin(at / 30));
  const later = ts.slice(0, 20).map((_, at) => (ts.at(-1) ?? 0) + (at + 1) * dayMs);
  const by = [5, 10, 20];
  return {
    title: `Report ${nasty}`,
    asked: [nasty],
    groups: [
      {
        about: 'AAA',
        title: nasty,
        sections: [
          { kind: 'text', title: nasty, paragraphs: [nasty] },
          {
            kind: 'candles',
            title: 'Prices',
            ts,
            open: close.map((value, at) => (at === 3 ? null : value - 1)),
            high: close.map((value) => value + 3),
            low: close.map((value) => value - 3),
            close,
            volume: close.map((value) => value * 1000),
            lines: [{ name: nasty, values: close }],
            marks: [
              { ts: ts[bars - 20] ?? 0, side: 'buy', text: 'buy 10' },
              { ts: ts[bars - 10] ?? 0, side: 'sell', text: nasty },
            ],
          },
          {
            kind: 'lines',
            title: 'Equity',
            ts,
            lines: [
              { name: 'Strategy', values: close },
              { name: 'Held', values: close },
            ],
          },
          {
            kind: 'lines',
            title: 'Drawdown',
            ts,
            lines: [{ name: 'Drawdown', values: close.map((value) => value - 120) }],
            filled: true,
            unit: '%',
          },
          {
            kind: 'fan',
            title: 'Forecast',
            history: { ts, values: close },
            ts: later,
            center: later.map(() => 100),
            bands: [{ level: 0.9, lower: later.map(() => 90), upper: later.map(() => 110) }],
            lines: [{ name: 'Naive', values: later.map(() => 99) }],
          },
          {
            kind: 'heatmap',
            title: 'Return',
            rowName: nasty,
            columnName: 'fast',
            rows: by,
            columns: by,
            values: by.map((row) => by.map((column) => (row === column ? null : row - column))),
            unit: '%',
          },
          {
            kind: 'table',
            title: 'Trades',
            columns: [{ title: nasty }, { title: 'Size' }],
            rows: [
              [nasty, 2],
              ['b', 10],
              ['c', null],
              ['d', 1.5],
            ],
          },
        ],
      },
      { about: 'BBB', title: 'More', sections: [] },
    ],
  };
}
