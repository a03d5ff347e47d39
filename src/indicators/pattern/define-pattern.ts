import { defineIndicator } from '../define-indicator.ts';
import type { IndicatorDefinition } from '../definition.ts';
import { valuesOf } from '../derivations.ts';
import type { Span, Workspace } from '../recipe.ts';
import { Candles, type Measures } from './candles.ts';
import { type Form, type PreparedForm, prepareForm } from './form.ts';
import { rangeLine } from './range-line.ts';
import { scan } from './scan.ts';

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
  /** … and how long the body of a doji may be. */
  readonly dojiBody?: readonly number[];
}

/** Makes an indicator of a pattern that is complete in itself, whatever came before. */
export function definePattern(pattern: Pattern): IndicatorDefinition {
  const { warmUp, near = [], dojiBody = [], penetration } = pattern;
  const forms = pattern.forms.flatMap((form) => prepareForm(form, warmUp));
  const five = ranges(near, 5, warmUp);
  const ten = ranges(dojiBody, 10, warmUp);
  const traits = forms.flatMap(({ conditions }) => conditions.map(({ line }) => line));
  const byName = new Map([...traits, ...five, ...ten].flatMap((line) => (line ? [[line.name, line]] : [])));
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
    lines: [...byName.values()],
    sparse: true,
    warmUp: () => warmUp,
    begin: () => ({}),
    advance(_state, work, params) {
      const span = { from: Math.max(work.from, warmUp), to: work.to };
      if (span.from >= span.to) return;
      const take = (line: RangeLine | undefined) => line && valuesOf(work.lines, line);
      const measures: Measures = { five: five.map(take), ten: ten.map(take) };
      for (const form of forms) mark(form, work, measures, params.penetration ?? 0, span);
    },
  });
}

/** Writes the value of a shape wherever it ends at a bar of the span. */
function mark(
  { sign, conditions, when, value }: PreparedForm,
  work: Workspace<'signal'>,
  measures: Measures,
  penetration: number,
  span: Span,
): void {
  const { signal } = work.outputs;
  const candles = new Candles(work, measures, sign);
  scan(conditions, work.lines, span, (at) => {
    candles.at = at;
    if (when?.(candles, penetration) === false) return;
    signal[at] = sign * (typeof value === 'number' ? value : value(candles));
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

type RangeLine = ReturnType<typeof rangeLine>;

function ranges(backs: readonly number[], count: number, warmUp: number): (RangeLine | undefined)[] {
  const lines: (RangeLine | undefined)[] = [];
  for (const back of backs) lines[back] = rangeLine(count, warmUp - count - back);
  return lines;
}
