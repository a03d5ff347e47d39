import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../../src/domain/bar.ts';
import type { IndicatorDefinition } from '../../../src/indicators/definition.ts';
import { resolveParameters } from '../../../src/indicators/parameters.ts';
import { patternIndicators } from '../../../src/indicators/pattern/catalogue.ts';
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
import { hasTalib } from '../talib/talib.ts';
import { afterQuietTime, candleWalk } from './sample-candles.ts';
import { callPattern } from './talib-patterns.ts';

const walk = (seed: number, tick: number, move: number, gaps: number) => () =>
  candleWalk({ seed, length: 50_000, tick, move, gaps });

const kinds: Readonly<Record<string, { isThere: boolean; make: () => BarSeries }>> = {
  'a random walk in cents': { isThere: true, make: walk(1, 0.01, 0.02, 0.3) },
  // In coarse ticks many lengths equal a mean, and the rounding of running sums decides.
  'a random walk in coarse ticks': { isThere: true, make: walk(2, 0.05, 0.004, 0.3) },
  'a random walk in few ticks': { isThere: true, make: walk(3, 0.1, 0.005, 0.6) },
  'a random walk with gaps': { isThere: true, make: walk(4, 1, 0.02, 0.9) },
  'a random walk with wide gaps': { isThere: true, make: walk(5, 0.5, 0.03, 0.9) },
  'a price that stands still': {
    isThere: true,
    make: () => seriesOf(new Array<number>(250).fill(100.1)),
  },
  'equal candles': {
    isThere: true,
    make: () =>
      seriesOf(new Array<number>(250).fill(0.3), {
        open: new Array<number>(250).fill(0.1),
        high: new Array<number>(250).fill(0.4),
        low: new Array<number>(250).fill(0.1),
      }),
  },
  'a high below its low': {
    isThere: true,
    make: () => {
      const { close, open, high, low } = randomSeries(2000);
      return seriesOf(close, { open, high: low, low: high });
    },
  },
  // So rare that no random walk has one.
  'a mat hold': {
    isThere: true,
    make: () =>
      afterQuietTime([
        [100, 110, 99, 109],
        [111.5, 112, 110.5, 111],
        [109.5, 109.8, 108, 108.2],
        [108.5, 108.8, 107, 107.5],
        [108, 114, 107.8, 113],
      ]),
  },
  'GOOG (skipped without the shared data)': { isThere: hasGoog, make: googSeries },
  'AAPL from the legacy database (skipped without the shared data)': {
    isThere: hasLegacy,
    make: aaplSeries,
  },
  'hourly bars of AAPL (skipped without the shared data)': {
    isThere: hasHourly,
    make: () => hourlySeries('AAPL'),
  },
};

const all = patternIndicators.map((definition) => [definition.name, definition] as const);

/** By pattern, how often each value was found in all series. */
const found = new Map<string, Map<number, number>>();

async function compare(definition: IndicatorDefinition, series: BarSeries, given = {}): Promise<void> {
  const params = resolveParameters(definition, given);
  const expected = await callPattern(definition.name, series, Object.values(params));
  const actual = definition.compute(series, params)['signal'] ?? new Float64Array();
  expect(actual.length).toBe(expected.length);
  const values = found.get(definition.name) ?? new Map<number, number>();
  found.set(definition.name, values);
  for (const [at, value] of expected.entries()) {
    if (!Object.is(actual[at], value)) expect.fail(`${actual[at]}, not ${value}, at bar ${at}`);
    values.set(value, (values.get(value) ?? 0) + 1);
  }
  const begin = expected.findIndex((value) => !Number.isNaN(value));
  expect(definition.warmUp(params)).toBe(begin === -1 ? definition.warmUp(params) : begin);
}

test('all of TA-Lib’s patterns are there', () => {
  expect(patternIndicators.length).toBe(61);
});

describe.skipIf(!hasTalib)('equality with TA-Lib (skipped without talib-web)', () => {
  for (const [kind, { isThere, make }] of Object.entries(kinds)) {
    describe.skipIf(!isThere)(`on ${kind}`, () => {
      const series = isThere ? make() : seriesOf([]);
      test.each(all)('%s', (_, definition) => compare(definition, series));
    });
  }

  test.each(all)('%s on shorter and shorter series', async (_, definition) => {
    const { open, high, low, close } = candleWalk({ seed: 9, length: 40, tick: 0.1, move: 0.02, gaps: 0.5 });
    for (let length = 1; length < 40; length++) {
      const cut = (column: Float64Array) => column.slice(0, length);
      const series = seriesOf(cut(close), { open: cut(open), high: cut(high), low: cut(low) });
      await compare(definition, series);
    }
  });

  const penetrating = patternIndicators.filter(({ parameters }) => parameters.length > 0);

  test.each(penetrating.map((definition) => [definition.name, definition] as const))(
    '%s with another penetration',
    async (_, definition) => {
      const series = walk(6, 0.5, 0.03, 0.9)();
      for (const penetration of [0, 0.1, 0.9, 2]) await compare(definition, series, { penetration });
    },
  );

  test('each pattern occurred, with each of its values', () => {
    expect(missing()).toEqual([]);
  });
});

/** Patterns and values of theirs that were not found. */
function missing(): string[] {
  return patternIndicators.flatMap(({ name }) => {
    const values = found.get(name);
    return possible(name).flatMap((value) => (values?.has(value) ? [] : [`${name} ${value}`]));
  });
}

const onlyUp =
  /^cdl(doji|dragonflydoji|gravestonedoji|longleggeddoji|rickshawman|takuri|hammer|invertedhammer|homingpigeon|piercing|matchinglow|sticksandwich|morning.*|3starsinsouth|unique3river|concealbabyswall|ladderbottom|3whitesoldiers|mathold)$/;
const onlyDown =
  /^cdl(hangingman|shootingstar|darkcloudcover|.*neck|thrusting|evening.*|.*crows|advanceblock|stalledpattern)$/;

function possible(name: string): number[] {
  if (onlyUp.test(name)) return [100];
  if (onlyDown.test(name)) return [-100];
  if (name.startsWith('cdlhikkake')) return [100, -100, 200, -200];
  return /^cdl(engulfing|harami.*)$/.test(name) ? [100, -100, 80, -80] : [100, -100];
}
