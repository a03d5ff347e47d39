import type { AnalysedSymbol } from '../../manager/analysis/analysed-symbol.ts';
import type { Style } from './style.ts';

type Pattern = AnalysedSymbol['patterns'][number];

const narrowest = 40;

/** Candlestick patterns of the last bars, bar by bar, wrapped; nothing where there are none. */
export function patternLines(
  patterns: readonly Pattern[],
  { colors, width }: Style,
  marks: Readonly<Record<Pattern['vote'], string>>,
  dateOf: (ms: number) => string,
): string[] {
  if (patterns.length === 0) return [];
  const paint = { bullish: colors.green, bearish: colors.red, neutral: colors.dim } as const;
  const lines = [colors.bold('Candlestick patterns')];
  for (const [ts, found] of Map.groupBy(patterns, (pattern) => pattern.ts)) {
    const date = dateOf(ts);
    const room = Math.max(narrowest, (width ?? 120) - date.length - 4);
    for (const [at, row] of rowsOf(found, room).entries()) {
      const names = row.map((pattern) => `${paint[pattern.vote](marks[pattern.vote])} ${nameOf(pattern)}`);
      lines.push(`  ${at === 0 ? date : ' '.repeat(date.length)}  ${names.join('  ')}`);
    }
  }
  return lines;
}

/** As many in a row as there is room for; a mark and blanks take four columns beside each name. */
function rowsOf(found: readonly Pattern[], room: number): Pattern[][] {
  const rows: Pattern[][] = [];
  let left = 0;
  for (const pattern of found) {
    const needed = nameOf(pattern).length + 4;
    const row = needed <= left ? rows.at(-1) : undefined;
    if (row === undefined) {
      rows.push([pattern]);
      left = room - needed;
    } else {
      row.push(pattern);
      left -= needed;
    }
  }
  return rows;
}

/** A hikkake tells its confirmation by twice the value. */
function nameOf({ title, value }: Pattern): string {
  return Math.abs(value) === 200 ? `${title}, confirmed` : title;
}
