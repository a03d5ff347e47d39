import { defineIndicator } from '../define-indicator.ts';
import type { IndicatorDefinition } from '../definition.ts';
import type { DerivedLine } from '../derivations.ts';
import type { Measures } from './candles.ts';
import { type Form, prepareForm, relativeLines } from './form.ts';
import { rangeLine } from './range-line.ts';
import { scan } from './scan.ts';
import { besideLine } from './trait-line.ts';

/** A candlestick pattern as it is written down. */
export interface Pattern {
  readonly name: `cdl${string}`;
  readonly title: string;
  /** What it looks like and what it says, in one sentence each. */
  readonly looks: string;
  readonly says: string;
  /** Leading candles without an answer, as in TA-Lib. */
  readonly warmUp: number;
  readonly forms: readonly Form[];
  /** Default of the parameter `penetration`, where the pattern has it. */
  readonly penetration?: number;
  /** Candles (counted back) for which `when` asks what is near, far or equal … */
  readonly near?: readonly number[];
  /** … how long the body of a doji may be … */
  readonly dojiBody?: readonly number[];
  /** … and whether it has further traits. */
  readonly asks?: readonly number[];
}

/** Makes an indicator of a pattern that is complete in itself, whatever came before. */
export function definePattern(pattern: Pattern): IndicatorDefinition {
  const { warmUp, near = [], dojiBody = [], penetration } = pattern;
  const forms = pattern.forms.flatMap(prepareForm);
  const relative = relativeLines(pattern.forms, warmUp, pattern.asks ?? []);
  const five = ranges(near, 5, warmUp);
  const ten = ranges(dojiBody, 10, warmUp);
  const lines = [besideLine, ...relative, ...five, ...ten].filter((line) => line !== undefined);
  return defineIndicator({
    ...describe(pattern),
    parameters:
      penetration === undefined
        ? []
        : [
            {
              name: 'penetration',
              default: penetration,
              min: 0,
              max: 3e37,
              integer: false,
              description: 'share of the first body that the last close has to reach into',
            },
          ],
    lines,
    warmUp: () => warmUp,
    begin: () => ({}),
    advance(_state, work, params) {
      const take = (line: DerivedLine | undefined) =>
        line === undefined ? undefined : work.lines[line.name];
      const beside = work.lines[besideLine.name] ?? new Float64Array(0);
      const measures: Measures = {
        beside,
        relative: relative.map((line) => take(line) ?? beside),
        five: five.map(take),
        ten: ten.map(take),
      };
      const from = Math.max(work.from, warmUp);
      const output = work.outputs.signal;
      output.fill(0, Math.min(from, work.to), work.to);
      for (const form of forms) scan(form, work, measures, params.penetration ?? 0, output, from, work.to);
    },
  });
}

/** What every pattern has in common as an indicator. */
export function describe({ name, title, looks, says }: Pick<Pattern, 'name' | 'title' | 'looks' | 'says'>) {
  return {
    name,
    aliases: [name.slice(3)],
    title,
    group: 'pattern',
    formula: `${looks} ${says}`,
    source: `TA-Lib ${name.toUpperCase()}`,
    inputs: ['open', 'high', 'low', 'close'],
    outputs: ['signal'],
    missingValues: 'restart',
  } as const;
}

function ranges(backs: readonly number[], count: number, warmUp: number): (DerivedLine | undefined)[] {
  const lines: (DerivedLine | undefined)[] = [];
  for (const back of backs) lines[back] = rangeLine(count, warmUp - count - back);
  return lines;
}
