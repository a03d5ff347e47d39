import { defineIndicator } from '../define-indicator.ts';
import type { Columns, IndicatorDefinition } from '../definition.ts';
import type { Workspace } from '../recipe.ts';
import { valueAt } from '../typed-array.ts';
import { describe } from './define-pattern.ts';
import { rangeLine } from './range-line.ts';
import { besideLine as traits } from './trait-line.ts';
import { shift } from './traits.ts';

/** How many candles a break-out may wait for its confirmation. */
const patience = 3;

/** The last break-out that turned out false, as long as it may still be confirmed. */
interface Hikkake {
  /** Where it stands; −1 for none. */
  at: number;
  /** 100 where the price broke out downwards and is expected to rise, −100 the other way round. */
  value: number;
}

const nearRange = rangeLine(5, 0);

type HikkakeWork = Workspace<'signal'>;

/** The value of a break-out at a bar: 100, −100, or 0 for none. */
type Detector = (work: HikkakeWork, at: number) => number;

const breakOut: Detector = ({ lines }, at) => {
  const candles = lines[traits.name] ?? nothing;
  if (!has(candles, at - 1, shift.inside)) return 0;
  if (has(candles, at, shift.lower)) return 100;
  return has(candles, at, shift.higher) ? -100 : 0;
};

/** Two inside bars, the first of which closes near its low before a fall, near its high before a rise. */
const modifiedBreakOut: Detector = (work, at) => {
  const value = breakOut(work, at);
  if (value === 0 || !has(work.lines[traits.name] ?? nothing, at - 2, shift.inside)) return 0;
  const near = 0.2 * (valueAt(work.lines[nearRange.name] ?? nothing, at - 2) / 5);
  const close = valueAt(work.close, at - 2);
  const isNear =
    value > 0 ? close <= valueAt(work.low, at - 2) + near : close >= valueAt(work.high, at - 2) - near;
  return isNear ? value : 0;
};

/** Break-outs from an inside bar that turn out false; their confirmation is told by ±200. */
export const hikkakes: readonly IndicatorDefinition[] = [
  define(
    {
      name: 'cdlhikkake',
      title: 'Hikkake',
      looks:
        'A break-out from an inside bar (±100), and within three bars a close beyond its other side (±200).',
      says: 'Who followed the break-out is trapped: 100 and 200 say up, the negative ones down.',
    },
    5,
    2,
    breakOut,
  ),
  define(
    {
      name: 'cdlhikkakemod',
      title: 'Modified Hikkake',
      looks: 'A hikkake after two inside bars, the first closing near its low (high); confirmed by ±200.',
      says: 'A turn: 100 and 200 say up after a decline, the negative ones down after an advance.',
    },
    10,
    7,
    modifiedBreakOut,
  ),
];

function define(
  words: Parameters<typeof describe>[0],
  warmUp: number,
  first: number,
  detect: Detector,
): IndicatorDefinition {
  return defineIndicator({
    ...describe(words),
    parameters: [],
    lines: [traits, nearRange],
    warmUp: () => warmUp,
    begin: (): Hikkake => ({ at: -1, value: 0 }),
    advance(state, work) {
      for (let at = Math.max(work.from, first); at < work.to; at++) {
        const value = answerAt(state, work, at, detect(work, at));
        if (at >= warmUp) work.outputs.signal[at] = value;
      }
    },
  });
}

/** A new break-out replaces the one before, even where it would be confirmed. */
function answerAt(state: Hikkake, columns: Columns, at: number, found: number): number {
  if (found !== 0) {
    state.at = at;
    state.value = found;
    return found;
  }
  if (state.at < 0 || at > state.at + patience) return 0;
  const close = valueAt(columns.close, at);
  const isConfirmed =
    state.value > 0
      ? close > valueAt(columns.high, state.at - 1)
      : close < valueAt(columns.low, state.at - 1);
  if (!isConfirmed) return 0;
  state.at = -1;
  return 2 * state.value;
}

function has(line: Float64Array, at: number, bit: number): boolean {
  return (valueAt(line, at) & (1 << bit)) !== 0;
}

const nothing = new Float64Array(0);
