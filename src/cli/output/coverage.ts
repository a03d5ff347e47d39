import { calendarById } from '../../domain/calendar/calendars.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { countPeriods, periodUnit } from '../../domain/calendar/periods.ts';
import { type CoverageLine, type CoverageState, coverageStates } from '../../domain/coverage-line.ts';
import { addDays, dayText } from '../../domain/day.ts';
import { contains, type DayRange, type DayRanges, intersection } from '../../domain/day-ranges.ts';
import type { Day } from '../../domain/nominal.ts';
import { coverageAxis } from './coverage-axis.ts';
import { formatCount } from './numbers.ts';
import { printable } from './printable.ts';
import type { Colors, Style } from './style.ts';

/** What a cell of the picture, some sessions, looks like. */
type Look = CoverageState | 'partly' | 'thin' | 'closed';

interface Appearance {
  readonly glyph: string;
  readonly ascii: string;
  readonly color: 'green' | 'yellow' | 'red' | 'cyan' | 'dim';
  readonly meaning: string;
}

const looks: Readonly<Record<Look, Appearance>> = {
  held: { glyph: '█', ascii: '#', color: 'green', meaning: 'held' },
  thin: { glyph: '▓', ascii: '=', color: 'green', meaning: 'held, some absent' },
  partly: { glyph: '▒', ascii: '+', color: 'yellow', meaning: 'held, some missing' },
  missing: { glyph: '░', ascii: '!', color: 'red', meaning: 'missing' },
  provisional: { glyph: '▚', ascii: '~', color: 'cyan', meaning: 'provisional' },
  absent: { glyph: '·', ascii: '.', color: 'dim', meaning: 'absent' },
  closed: { glyph: ' ', ascii: ' ', color: 'dim', meaning: '' },
};

type Counts = Readonly<Record<CoverageState, number>>;

function mapStates<T>(value: (state: CoverageState) => T): Record<CoverageState, T> {
  return Object.fromEntries(coverageStates.map((state) => [state, value(state)])) as Record<CoverageState, T>;
}

function calendarOf({ calendar }: CoverageLine): ExchangeCalendar {
  const found = calendarById(calendar);
  if (found === null) throw new Error(`no calendar ${calendar}`);
  return found;
}

/** How many sessions, weeks or months of a range are in each state. */
function countsIn(line: CoverageLine, range: DayRange): Counts {
  const unit = periodUnit(line.interval);
  const calendar = calendarOf(line);
  const count = (ranges: DayRanges): number =>
    intersection(ranges, [range]).reduce((sum, part) => sum + countPeriods(calendar, unit, part), 0);
  return mapStates((state) => count(line.states[state]));
}

function lookOf(line: CoverageLine, cell: DayRange): Look {
  const { held, provisional, missing, absent } = countsIn(line, cell);
  if (missing > 0) return held + provisional > 0 ? 'partly' : 'missing';
  if (provisional > 0) return 'provisional';
  if (absent > 0) return held > 0 ? 'thin' : 'absent';
  if (held > 0) return 'held';
  // No period begins here: the exchange is closed, or it is the middle of a week or month.
  const around = coverageStates.find((state) => contains(line.states[state], cell.from));
  return periodUnit(line.interval) === 'day' ? 'closed' : (around ?? 'closed');
}

function cellsOf({ from, to }: DayRange, width: number): DayRange[] {
  const count = Math.max(1, Math.min(width, to - from));
  const start = (at: number): Day => addDays(from, Math.floor((at * (to - from)) / count));
  return Array.from({ length: count }, (_, at) => ({ from: start(at), to: start(at + 1) }));
}

/** What of all expected sessions is held; rounded down, so that 100.0 % is all of them. Null where none is expected. */
function percentOf(counts: Counts): number | null {
  const all = coverageStates.reduce((sum, state) => sum + counts[state], 0);
  return all === 0 ? null : Math.floor((counts.held / all) * 1000) / 10;
}

function remarkOn(counts: Counts): string {
  const parts = coverageStates
    .filter((state) => counts[state] > 0)
    .map((state) => `${formatCount(counts[state])} ${state}`);
  return parts.length > 0 ? parts.join(', ') : 'no sessions';
}

export interface CoverageDrawing {
  readonly style: Style;
  /** For terminals that show nothing but ASCII. */
  readonly ascii: boolean;
}

/** Where nothing bounds the width. */
const usualWidth = 100;
const percentWidth = 8;

/**
 * Coverage as a picture: a line of cells for each symbol and interval, with years or months above, the percentage of
 * sessions held at its end, the counts below it, and what the cells mean at the foot. All lines have the same range.
 */
export function drawCoverage(lines: readonly CoverageLine[], { style, ascii }: CoverageDrawing): string {
  const [first] = lines;
  if (first === undefined) return 'No symbols.';
  const { colors } = style;
  const labels = lines.map(({ symbol, interval }) => printable(`${symbol} ${interval}`));
  const margin = Math.max(...labels.map((label) => label.length)) + 2;
  const cells = cellsOf(first.range, Math.max(10, (style.width ?? usualWidth) - margin - percentWidth));
  const indent = ' '.repeat(margin);
  const drawn = lines.map((line) => cells.map((cell) => lookOf(line, cell)));
  const bodies = lines.flatMap((line, at) => {
    const counts = countsIn(line, line.range);
    const percent = percentOf(counts);
    const end = (percent === null ? '-' : `${percent.toFixed(1)}%`).padStart(percentWidth);
    return [
      (labels[at] ?? '').padEnd(margin) + paint(drawn[at] ?? [], ascii, colors) + end,
      indent + colors.dim(remarkOn(counts)),
    ];
  });
  return [
    indent + colors.dim(coverageAxis(first.range, cells.length)),
    ...bodies,
    '',
    ...legend(drawn.flat(), { style, ascii }),
  ].join('\n');
}

/** Cells of the same look are painted together: a colour for each would make long lines longer. */
function paint(cells: readonly Look[], ascii: boolean, colors: Colors): string {
  let [text, run] = ['', ''];
  for (const [at, look] of cells.entries()) {
    const { glyph, ascii: plain, color } = looks[look];
    run += ascii ? plain : glyph;
    if (look === cells[at + 1]) continue;
    text += look === 'closed' ? run : colors[color](run);
    run = '';
  }
  return text;
}

/** What the cells that occur mean, in as many lines as the width asks for. */
function legend(drawn: readonly Look[], { style, ascii }: CoverageDrawing): string[] {
  const lines: string[][] = [[]];
  let length = 0;
  for (const look of (Object.keys(looks) as Look[]).filter(
    (each) => each !== 'closed' && drawn.includes(each),
  )) {
    const { meaning, color, glyph, ascii: plain } = looks[look];
    if (length > 0 && length + meaning.length + 4 > (style.width ?? usualWidth)) {
      lines.push([]);
      length = 0;
    }
    lines.at(-1)?.push(`${style.colors[color](ascii ? plain : glyph)} ${meaning}`);
    length += meaning.length + 4;
  }
  return lines.map((parts) => parts.join('  '));
}

function areHolidaysKnown(line: CoverageLine): boolean {
  const { known } = calendarOf(line);
  return known !== null && known.from <= line.range.from && line.range.to <= known.to;
}

/** The same for programs. Ranges are of days, `to` excluded; each reaches to the start of the next session. */
export function coverageJson(lines: readonly CoverageLine[]): object {
  const json = ({ from, to }: DayRange): object => ({ from: dayText(from), to: dayText(to) });
  return {
    coverage: lines.map((line) => {
      const counts = countsIn(line, line.range);
      return {
        symbol: line.symbol,
        interval: line.interval,
        calendar: line.calendar,
        holidaysKnown: areHolidaysKnown(line),
        range: json(line.range),
        percentHeld: percentOf(counts),
        counts,
        ...mapStates((state) => line.states[state].map(json)),
      };
    }),
  };
}
