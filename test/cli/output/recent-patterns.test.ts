import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { patternLines } from '../../../src/cli/output/recent-patterns.ts';
import type { Style } from '../../../src/cli/output/style.ts';
import { analyse } from '../../../src/indicators/technical-analysis.ts';
import { afterQuietTime } from '../../indicators/pattern/sample-candles.ts';

const marks = { bullish: '+', bearish: '-', neutral: '=' } as const;
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const [monday, tuesday] = [Date.UTC(2024, 0, 8), Date.UTC(2024, 0, 9)];

function style(width: number | null, isColored = false): Style {
  return { boxed: false, colors: pc.createColors(isColored), width, unicode: true };
}

function pattern(title: string, ts: number, value: number, vote: keyof typeof marks) {
  return { name: `cdl${title.toLowerCase()}`, title, ts, value, vote };
}

describe('the section of candlestick patterns', () => {
  test('has a row for each bar, with the mark of each pattern’s direction', () => {
    const found = [
      pattern('Engulfing', tuesday, 100, 'bullish'),
      pattern('Doji', monday, 100, 'neutral'),
      pattern('Harami', monday, -80, 'bearish'),
    ];
    expect(patternLines(found, style(null), marks, dateOf)).toEqual([
      'Candlestick patterns',
      '  2024-01-09  + Engulfing',
      '  2024-01-08  = Doji  - Harami',
    ]);
  });

  test('tells a confirmed hikkake from the break-out', () => {
    const found = [
      pattern('Hikkake', tuesday, -200, 'bearish'),
      pattern('Modified Hikkake', monday, 100, 'bullish'),
    ];
    expect(patternLines(found, style(null), marks, dateOf).slice(1)).toEqual([
      '  2024-01-09  - Hikkake, confirmed',
      '  2024-01-08  + Modified Hikkake',
    ]);
  });

  test('is not there without patterns', () => {
    expect(patternLines([], style(80), marks, dateOf)).toEqual([]);
  });

  test('wraps at the width of the terminal, below the first name', () => {
    const titles = ['Closing Marubozu', 'Long Line Candle', 'Belt-hold', 'Engulfing', 'Marubozu'];
    const found = titles.map((title) => pattern(title, monday, 100, 'bullish'));
    for (const width of [54, 60, 80]) {
      const lines = patternLines(found, style(width), marks, dateOf);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
      expect(lines.slice(2).every((line) => line.startsWith(' '.repeat(14)))).toBe(true);
      expect(lines.join(' ').match(/\+ /g)).toHaveLength(titles.length);
    }
    expect(patternLines(found, style(54), marks, dateOf)).toHaveLength(3);
    expect(patternLines(found, style(120), marks, dateOf)).toHaveLength(2);
  });

  test('is green, red and dim', () => {
    const found = [
      pattern('Engulfing', monday, 100, 'bullish'),
      pattern('Harami', monday, -100, 'bearish'),
      pattern('Doji', monday, 100, 'neutral'),
    ];
    const { green, red, dim } = pc.createColors(true);
    const [, row] = patternLines(found, style(null, true), marks, dateOf);
    expect(row).toBe(`  2024-01-08  ${green('+')} Engulfing  ${red('-')} Harami  ${dim('=')} Doji`);
  });

  test('shows what an analysis found', () => {
    const series = afterQuietTime([
      [101, 102, 98, 99],
      [98, 103, 97.5, 102.5],
    ]);
    const [, last] = patternLines(analyse(series).patterns, style(null), marks, dateOf);
    expect(last).toContain(`  ${dateOf(series.ts.at(-1) ?? 0)}  `);
    expect(last).toContain('+ Engulfing');
  });
});
