import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../../src/domain/bar.ts';
import type { IndicatorDefinition } from '../../../src/indicators/definition.ts';
import { resolveParameters } from '../../../src/indicators/parameters.ts';
import {
  aaplSeries,
  googSeries,
  hasGoog,
  hasHourly,
  hasLegacy,
  hourlySeries,
  randomSeries,
  seriesOf,
} from '../sample-series.ts';
import { callTalib, hasTalib } from './talib.ts';

type Params = Readonly<Record<string, number>>;

interface Reference {
  /** The C function, if it is not called as the indicator. */
  readonly function?: string;
  /** The C function's options, if they are not the parameters in their order. */
  options?(params: Params): number[];
  /** What the C function writes; doubles if not stated. */
  readonly kind?: 'integer';
  /** Sets of parameters to compare with, beside the defaults. */
  readonly variants: readonly Params[];
  /** Kinds of series at which TA-Lib is not followed; a test of its own says what happens there. */
  readonly except?: readonly Kind[];
}

type Kind = keyof typeof kinds;

/** A price that leaps and is tiny, so that rounding residue shows. */
function leapingSeries(): BarSeries {
  return seriesOf(
    Array.from({ length: 300 }, (_, index) => (index % 50 === 0 ? 1e6 : 1e-5 * (1 + (index % 7)))),
  );
}

const kinds = {
  'a random walk': { isThere: true, make: () => [randomSeries(1500)] },
  'shorter and shorter series': {
    isThere: true,
    make: () => [1, 2, 3, 5, 10, 20, 33, 34, 60, 100].map((length) => randomSeries(length)),
  },
  'a price that stands still': {
    isThere: true,
    make: () => [seriesOf(new Array<number>(250).fill(100.1)), seriesOf(new Array<number>(250).fill(0))],
  },
  'a price that leaps and is tiny': { isThere: true, make: () => [leapingSeries()] },
  'GOOG (skipped without the shared data)': { isThere: hasGoog, make: () => [googSeries()] },
  'AAPL from the legacy database (skipped without the shared data)': {
    isThere: hasLegacy,
    make: () => [aaplSeries()],
  },
  'hourly bars of AAPL (skipped without the shared data)': {
    isThere: hasHourly,
    make: () => [hourlySeries('AAPL')],
  },
};

/**
 * Tests every indicator of a group against its C function: values at the same bars, equal to 1e-9 of the larger
 * one, on all kinds of series. `lacking` names those that TA-Lib does not have.
 */
export function describeEquality(
  indicators: readonly IndicatorDefinition[],
  references: Readonly<Record<string, Reference>>,
  lacking: readonly string[],
): void {
  test('every indicator that TA-Lib has is compared with it', () => {
    const names = indicators.map(({ name }) => name);
    expect(names.filter((name) => !Object.hasOwn(references, name))).toEqual(lacking);
    expect(Object.keys(references).filter((name) => !names.includes(name))).toEqual([]);
  });

  const cases = indicators.flatMap((definition) => {
    const reference = references[definition.name];
    return reference === undefined
      ? []
      : [{}, ...reference.variants].map((params) => ({
          name: definition.name,
          params,
          definition,
          reference,
        }));
  });

  describe.skipIf(!hasTalib)('equality with TA-Lib (skipped without talib-web)', () => {
    for (const [kind, { isThere, make }] of Object.entries(kinds)) {
      describe.skipIf(!isThere)(`on ${kind}`, () => {
        const compared = cases.filter(({ reference }) => !reference.except?.includes(kind as Kind));
        test.each(compared)('$name $params', async ({ definition, reference, params }) => {
          for (const series of make()) await compare(series, definition, reference, params);
        });
      });
    }
  });
}

async function compare(
  series: BarSeries,
  definition: IndicatorDefinition,
  reference: Reference,
  given: Params,
): Promise<void> {
  const params = resolveParameters(definition, given);
  const inputs = definition.inputs.map((column) => series[column]);
  const options = reference.options?.(params) ?? Object.values(resolvedInOrder(definition, params));
  const name = reference.function ?? definition.name.toUpperCase();
  const talib = await callTalib(name, inputs, options, definition.outputs.length, reference.kind);
  const own = definition.compute(series, params);
  for (const [at, output] of definition.outputs.entries()) {
    expectEqual(
      own[output] ?? new Float64Array(),
      talib.outputs[at] ?? new Float64Array(),
      `${definition.name}.${output} of ${series.close.length} bars`,
    );
  }
  expect(Math.min(definition.warmUp(params), series.close.length), 'warm-up').toBe(talib.begin);
}

function resolvedInOrder(definition: IndicatorDefinition, params: Params): number[] {
  return definition.parameters.map(({ name }) => params[name] ?? Number.NaN);
}

/** Asserts values at the same bars and equal to 1e-9 of the larger of the two. */
function expectEqual(actual: Float64Array, expected: Float64Array, label: string): void {
  expect(actual.length).toBe(expected.length);
  let worst = 0;
  for (const [index, value] of expected.entries()) {
    const own = actual[index] ?? Number.NaN;
    if (Number.isNaN(own) !== Number.isNaN(value))
      expect.fail(`${label}: ${own}, not ${value}, at bar ${index}`);
    const scale = Math.max(Math.abs(own), Math.abs(value));
    if (scale > 0) worst = Math.max(worst, Math.abs(own - value) / scale);
  }
  expect(worst, `${label}: largest relative difference`).toBeLessThanOrEqual(1e-9);
}
