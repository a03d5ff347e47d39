import { defineIndicator } from '../define-indicator.ts';
import type { Columns, IndicatorDefinition } from '../definition.ts';
import { valuesOf } from '../derivations.ts';
import type { Span, Workspace } from '../recipe.ts';
import { describe } from './define-pattern.ts';
import { type Condition, conditionOf } from './form.ts';
import { rangeLine } from './range-line.ts';
import { scan } from './scan.ts';
import { traitLines } from './trait-lines.ts';
import { families, placeOf, type TraitPlace } from './traits.ts';

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
const traits = traitLines.reach;
const inside = (back: number) => conditionOf('inside', back, traits);
const lower = placeOf('lower');
const higher = placeOf('higher');

/** The value of a break-out at a bar that looks like one: itself, or 0. */
type Judge = (work: Workspace<'signal'>, at: number, value: number) => number;

/** Whether the bar before the inside bar closes near its low before a fall, near its high before a rise. */
const closesNear: Judge = (work, at, value) => {
  const near = 0.2 * ((valuesOf(work.lines, nearRange)[at - 2] as number) / 5);
  const close = work.close[at - 2] as number;
  const isNear =
    value > 0 ? close <= (work.low[at - 2] as number) + near : close >= (work.high[at - 2] as number) - near;
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
    [inside(1)],
    (_work, _at, value) => value,
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
    [inside(1), inside(2)],
    closesNear,
  ),
];

function define(
  words: Parameters<typeof describe>[0],
  warmUp: number,
  first: number,
  conditions: readonly Condition[],
  judge: Judge,
): IndicatorDefinition {
  return defineIndicator({
    ...describe(words),
    parameters: [],
    lines: judge === closesNear ? [traits, nearRange] : [traits],
    sparse: true,
    warmUp: () => warmUp,
    begin: (): Hikkake => ({ at: -1, value: 0 }),
    advance(state, work) {
      const { signal } = work.outputs;
      const reach = valuesOf(work.lines, traits);
      const put = (at: number, value: number) => {
        if (at >= warmUp) signal[at] = value;
      };
      // A new break-out replaces the one before, even where it would be confirmed.
      let next = Math.max(work.from, first);
      scan(conditions, work.lines, { from: next, to: work.to }, (at) => {
        const value = judge(work, at, directionAt(reach, at));
        if (value === 0) return;
        confirm(state, work, { from: next, to: at }, put);
        state.at = at;
        state.value = value;
        put(at, value);
        next = at + 1;
      });
      confirm(state, work, { from: next, to: work.to }, put);
    },
  });
}

/** 100 where both high and low are lower than before, −100 where they are higher, otherwise 0. */
function directionAt(reach: Int32Array, at: number): number {
  if (hasBit(reach, lower, at)) return 100;
  return hasBit(reach, higher, at) ? -100 : 0;
}

function hasBit(line: Int32Array, { family, offset }: TraitPlace, at: number): boolean {
  const word = line[(at >>> 5) * families[family].length + offset] as number;
  return ((word >>> at) & 1) !== 0;
}

/** Looks for the close beyond the inside bar's other side at bars of the span. */
function confirm(
  state: Hikkake,
  { high, low, close }: Columns,
  { from, to }: Span,
  put: (at: number, value: number) => void,
): void {
  if (state.at < 0) return;
  const bar = state.at - 1;
  const end = Math.min(to, state.at + patience + 1);
  for (let at = from; at < end; at++) {
    const price = close[at] as number;
    if (state.value > 0 ? price > (high[bar] as number) : price < (low[bar] as number)) {
      put(at, 2 * state.value);
      state.at = -1;
      return;
    }
  }
}
