import type { Span } from '../recipe.ts';

export interface CyclePhaseState {
  /** Degrees, from −45 to 315. */
  phase: number;
}

/** The longest period, in bars, that the measurement of the cycle answers. */
const longest = 50;
const radians = Math.PI / 180;
const degrees = 45 / Math.atan(1);

/** sin(2π · age / period) and its cosine, period by period in rows of `longest`. */
const sines = table(Math.sin);
const cosines = table(Math.cos);

function table(of: (angle: number) => number): Float64Array {
  const values = new Float64Array((longest + 1) * longest);
  const circle = Math.atan(1) * 8;
  for (let period = 1; period <= longest; period++) {
    for (let age = 0; age < period; age++) values[period * longest + age] = of((age * circle) / period);
  }
  return values;
}

/**
 * The phase of the dominant cycle: the smoothed price over one cycle, correlated with a sine and a cosine of its
 * period. One bar's turn is added for the lag of the smoothing. From bar `first` on, the first with a period.
 * Source: Ehlers, Rocket Science for Traders (2001), chapter 8, as TA-Lib’s HT_DCPHASE.
 */
export function advanceCyclePhase(
  state: CyclePhaseState,
  { smooth, period: periods }: { readonly smooth: Float64Array; readonly period: Float64Array },
  first: number,
  output: Float64Array,
  { from, to }: Span,
): void {
  let { phase } = state;
  for (let index = Math.max(from, first); index < to; index++) {
    const period = periods[index] as number;
    const bars = Math.trunc(period + 0.5);
    const row = bars * longest;
    let real = 0;
    let imaginary = 0;
    for (let age = 0; age < bars; age++) {
      const price = smooth[index - age] as number;
      real += (sines[row + age] as number) * price;
      imaginary += (cosines[row + age] as number) * price;
    }
    // On a price that stands still both are rounding residue, whose angle TA-Lib takes for a phase.
    const residue = 1e-14 * bars * Math.abs(smooth[index] as number);
    const isStill = Math.abs(real) + Math.abs(imaginary) <= residue;
    phase = (isStill ? phase : turned(phase, real, imaginary)) + 90 + 360 / period;
    if (imaginary < 0 && !isStill) phase += 180;
    if (phase > 315) phase -= 360;
    output[index] = phase;
  }
  state.phase = phase;
}

function turned(before: number, real: number, imaginary: number): number {
  if (imaginary !== 0) return Math.atan(real / imaginary) * degrees;
  if (real === 0) return before;
  return real < 0 ? before - 90 : before + 90;
}

/** Sines of phases in degrees, and of the phases 45° on: Ehlers’s sine wave and the line that leads it. */
export function advanceSineWave(
  phases: Float64Array,
  first: number,
  sine: Float64Array,
  lead: Float64Array,
  { from, to }: Span,
): void {
  for (let index = Math.max(from, first); index < to; index++) {
    const phase = phases[index] as number;
    sine[index] = Math.sin(phase * radians);
    lead[index] = Math.sin((phase + 45) * radians);
  }
}
