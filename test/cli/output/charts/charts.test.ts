import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { candleChart } from '../../../../src/cli/output/charts/candle-chart.ts';
import { fanChart } from '../../../../src/cli/output/charts/fan-chart.ts';
import { heatMap } from '../../../../src/cli/output/charts/heat-map.ts';
import { lineChart } from '../../../../src/cli/output/charts/line-chart.ts';
import { type Style, styleFor } from '../../../../src/cli/output/style.ts';

const dayMs = 86_400_000;
const plain = (width: number, env = {}): Style => ({ ...styleFor(false, env), width });
const days = (count: number, from = '2020-01-01'): number[] =>
  Array.from({ length: count }, (_, at) => Date.parse(from) + at * dayMs);
const wave = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => 100 + 20 * Math.sin(at / 40) + at / 50);

/** All charts of one series, as they are in a style. */
function allCharts(style: Style, count = 500) {
  const [ts, values] = [days(count), wave(count)];
  const later = days(30, '2022-01-01');
  const center = later.map((_, at) => 110 + at / 10);
  const band = {
    level: 0.9,
    lower: center.map((value) => value - 5),
    upper: center.map((value) => value + 5),
  };
  const by = Array.from({ length: 40 }, (_, at) => at + 1);
  return {
    lines: lineChart(
      {
        title: 'Equity',
        ts,
        lines: [
          { name: 'a', values },
          { name: 'b', values: wave(count) },
        ],
      },
      style,
    ),
    drawdown: lineChart(
      { ts, lines: [{ name: 'd', values: values.map((v) => v - 150) }], filled: true, unit: '%' },
      style,
    ),
    candles: candleChart(
      {
        title: 'C',
        ts,
        open: values,
        high: values.map((v) => v + 1),
        low: values.map((v) => v - 1),
        close: values.map((v, at) => v + Math.sin(at)),
      },
      style,
    ),
    fan: fanChart(
      {
        title: 'F',
        history: { ts, values },
        ts: later,
        center,
        bands: [band],
        lines: [{ name: 'naive', values: center }],
      },
      style,
    ),
    map: heatMap(
      {
        title: 'H',
        rowName: 'slow',
        columnName: 'fast',
        rows: by,
        columns: by,
        values: by.map((row) => by.map((column) => row * column)),
      },
      style,
    ),
  };
}

/** Numbers of the dots as Unicode has them, downwards on the left and on the right. */
const sides = [
  [1, 2, 3, 7],
  [4, 5, 6, 8],
];

/** Dots of one character: its side, and how far down. */
function dotsIn(character: string): [number, number][] {
  const bits = Math.max(0, (character.codePointAt(0) ?? 0) - 0x2800);
  return sides.flatMap((down, side) =>
    down.flatMap((dot, y) => (bits & (1 << (dot - 1)) ? [[side, y] satisfies [number, number]] : [])),
  );
}

/** Heights of the dots of a Braille picture, from its top, by column of dots. */
function dotsOf(picture: string): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const rows = picture.split('\n').filter((line) => /[│┤]/.test(line));
  for (const [row, line] of rows.entries())
    for (const [column, character] of [...line.slice(line.search(/[│┤]/) + 1)].entries())
      for (const [side, y] of dotsIn(character)) {
        const at = column * 2 + side;
        found.set(at, [...(found.get(at) ?? []), row * 4 + y]);
      }
  return found;
}

describe.each([80, 140])('%d columns', (width) => {
  test.each(Object.entries(allCharts(plain(width))))(
    '%s is as wide at most, and without colour',
    (_name, text) => {
      expect(text).toBe(stripVTControlCharacters(text));
      for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(width);
      expect(text.endsWith('\n')).toBe(true);
    },
  );

  test('on a terminal the same in colour', () => {
    const charts = allCharts(styleFor(true, { TERM: 'xterm' }, width));
    for (const text of Object.values(charts)) expect(text).not.toBe(stripVTControlCharacters(text));
    const both = ({ lines, fan }: { lines: string; fan: string }): string => lines + fan;
    expect(stripVTControlCharacters(both(charts))).toBe(both(allCharts(plain(width))));
  });

  test('without UTF-8 all of it is ASCII', () => {
    for (const text of Object.values(allCharts(plain(width, { LANG: 'C' })))) {
      expect(text).toMatch(/^[\n -~]*$/);
    }
  });
});

test('a line lies where its values are: first lowest, the peak on top, the end in the middle', () => {
  const values = Array.from({ length: 101 }, (_, at) => (at <= 50 ? at : 75 - at / 2));
  const dots = dotsOf(lineChart({ ts: days(101), lines: [{ name: 'x', values }], height: 10 }, plain(60)));
  const columns = [...dots.keys()];
  const last = Math.max(...columns);
  expect(Math.min(...columns)).toBe(0);
  expect(dots.get(0)).toContain(39);
  const peak = dots.get(Math.round(last / 2)) ?? [];
  expect(Math.min(...peak)).toBe(0);
  expect(Math.abs((dots.get(last)?.[0] ?? 0) - 39 / 2)).toBeLessThan(1.5);
});

test('where bars share a column, the one low among thousands is still seen', () => {
  const values = Array.from({ length: 20_000 }, (_, at) => (at === 7_001 ? 0 : 100));
  const dots = dotsOf(
    lineChart({ ts: days(20_000, '1970-01-01'), lines: [{ name: 'x', values }], height: 8 }, plain(80)),
  );
  expect([...dots.values()].flat()).toContain(31);
});

test('values that grow a thousandfold lie on a logarithmic scale, which says so', () => {
  const values = Array.from({ length: 101 }, (_, at) => 10 * 1000 ** (at / 100));
  const text = lineChart(
    { title: 'Equity', ts: days(101), lines: [{ name: 'x', values }], height: 10 },
    plain(60),
  );
  expect(text).toMatch(/^Equity \(logarithmic\)\n10,000/);
  const dots = dotsOf(text);
  const last = Math.max(...dots.keys());
  // Equal growth is a straight line: half-way up in the middle.
  expect(Math.abs((dots.get(Math.round(last / 2))?.[0] ?? 0) - 39 / 2)).toBeLessThan(1.5);
});

test('a gap is a gap', () => {
  const values = Array.from({ length: 100 }, (_, at) => (at > 40 && at < 60 ? null : 1 + at));
  const dots = dotsOf(lineChart({ ts: days(100), lines: [{ name: 'x', values }] }, plain(80)));
  const last = Math.max(...dots.keys());
  const inGap = [...dots.keys()].filter((column) => column > last * 0.42 && column < last * 0.58);
  expect(inGap).toEqual([]);
});

test('the axes: greatest value on top, dates of the first and last bar', () => {
  const text = lineChart({ ts: days(90), lines: [{ name: 'x', values: wave(90) }] }, plain(80)).split('\n');
  expect(text[0]).toContain(Math.max(...wave(90)).toFixed(1));
  expect(text.at(-2)).toMatch(/2020-01-01 .* 2020-03-30$/);
});

test('a candle for each bar: wicks to high and low, body from open to close', () => {
  const text = candleChart(
    { ts: days(2), open: [10, 20], high: [20, 20], low: [10, 0], close: [20, 10], height: 4 },
    plain(60),
  );
  const rows = text.split('\n').map((line) => line.slice(line.search(/[│┤]/) + 1));
  expect(rows.slice(0, 4)).toEqual(['┃█', '┃█', ' │', ' │']);
});

test('a heat map marks the greatest, tells what is left out, and never cuts a number', () => {
  const by = Array.from({ length: 60 }, (_, at) => 100 + at);
  const text = heatMap(
    {
      rowName: 'slow',
      columnName: 'fast',
      rows: by,
      columns: by,
      values: by.map((row) => by.map((column) => (row === 131 && column === 147 ? 9 : column % 3))),
    },
    plain(80),
  );
  expect(text).toContain('* the greatest: 9.00 (fast 147, slow 131)');
  expect(text.match(/█\*/g)).toHaveLength(1);
  expect(text).toMatch(/\d+ of 60 values of fast are shown/);
  for (const name of text.split('\n')[1]?.match(/\d+/g) ?? ['none']) expect(by.map(String)).toContain(name);
});

describe('odd series', () => {
  const none = [Number.NaN, null, Number.NaN];
  test('no values: a sentence, no picture', () => {
    const style = plain(80);
    expect(lineChart({ title: 'Equity', ts: days(3), lines: [{ name: 'x', values: none }] }, style)).toBe(
      'Equity: no values\n',
    );
    expect(candleChart({ ts: [], open: [], high: [], low: [], close: [] }, style)).toBe(
      'Candles: no prices\n',
    );
    expect(heatMap({ rowName: 'a', columnName: 'b', rows: [1], columns: [1], values: [[null]] }, style)).toBe(
      'Heat map: no values\n',
    );
    expect(fanChart({ history: { ts: [], values: [] }, ts: [], center: [], bands: [] }, style)).toBe(
      'Forecast: no values\n',
    );
  });

  test.each([[[5]], [[7, 7, 7, 7]], [[0, 0]], [[-3, -3]], [[1e-9, 2e-9]], [[1e12, 3e12]]])(
    '%j is drawn',
    (values) => {
      const style = plain(80);
      const ts = days(values.length);
      const text =
        lineChart({ ts, lines: [{ name: 'x', values }], filled: true }, style) +
        candleChart({ ts, open: values, high: values, low: values, close: values }, style);
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
      expect(dotsOf(text).size).toBeGreaterThan(0);
      for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    },
  );
});
