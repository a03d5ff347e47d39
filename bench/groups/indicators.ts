import { median } from '../../src/domain/median.ts';
import { indicatorCatalogue } from '../../src/indicators/catalogue.ts';
import { Derivations } from '../../src/indicators/derivations.ts';
import { loadTalibForCandles } from '../../test/indicators/pattern/talib-patterns.ts';
import { hasTalib } from '../../test/indicators/talib/talib.ts';
import type { Bench } from '../bench.ts';
import { liveMicroseconds, measure, type Times } from '../indicators/measure.ts';
import { randomBars } from '../indicators/random-bars.ts';

const bars = 1_000_000;
const rounds = 4;

interface Row extends Times {
  readonly name: string;
  readonly group: string;
  /** Microseconds. */
  readonly live: number;
}

/**
 * Every indicator over a million bars, beside TA-Lib's C code as WebAssembly, and what a live bar costs. As in an
 * analysis, all indicators share what they derive from the series; each round derives it anew.
 */
export async function benchIndicators({ print }: Bench): Promise<void> {
  const rows = await measureAll();
  const known = rows.filter(({ talib }) => talib !== null);
  for (const row of rows) {
    const live = `live ${row.live.toFixed(2)} µs a bar`;
    print('indicators', row.name, figure([row]), `${beside([row])}; ${live}`);
  }
  for (const [group, members] of Map.groupBy(known, (row) => row.group)) {
    print('indicators', `${group}: the ${members.length} that TA-Lib has`, figure(members), beside(members));
  }
  print('indicators', `all ${known.length} that TA-Lib has`, figure(known), `${beside(known)}; goal: faster`);
  const others = rows.filter(({ talib }) => talib === null);
  print('indicators', `the ${others.length} others`, figure(others), beside(others));
  const live = rows.map((row) => row.live);
  const slowest = `median; the slowest ${Math.max(...live).toFixed(2)} µs`;
  print('indicators', 'a live bar', `${median(live).toFixed(2)} µs`, slowest);
}

async function measureAll(): Promise<Row[]> {
  const series = randomBars(bars);
  const talib = hasTalib ? await loadTalibForCandles() : null;
  const measured = new Map<string, Times[]>();
  for (let round = 0; round <= rounds; round++) {
    const derivations = new Derivations(series);
    for (const definition of indicatorCatalogue) {
      const times = measure(definition, series, derivations, talib);
      // The first round warms up.
      if (round > 0) measured.set(definition.name, [...(measured.get(definition.name) ?? []), times]);
    }
  }
  return indicatorCatalogue.map((definition) => {
    const times = measured.get(definition.name) ?? [];
    const theirs = times.flatMap(({ talib: its }) => (its === null ? [] : [its]));
    return {
      name: definition.name,
      group: definition.group,
      shared: mean(times.map(({ shared }) => shared)),
      alone: mean(times.map(({ alone }) => alone)),
      talib: theirs.length === 0 ? null : mean(theirs),
      live: liveMicroseconds(definition, series),
    };
  });
}

/** Not the median: some systems count processor time in steps that are longer than the quickest indicators take. */
function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function figure(rows: readonly Times[]): string {
  const [ours, theirs] = [sum(rows, 'shared'), sum(rows, 'talib')];
  const ratio = theirs === 0 || ours === 0 ? '' : `${(theirs / ours).toFixed(2)} times as fast, `;
  return `${ratio}${ours.toFixed(1)} ms`;
}

function beside(rows: readonly Times[]): string {
  const theirs = sum(rows, 'talib');
  const talib = theirs === 0 ? 'not in TA-Lib' : `TA-Lib ${theirs.toFixed(1)} ms`;
  return `${talib}; sharing nothing ${sum(rows, 'alone').toFixed(1)} ms`;
}

function sum(rows: readonly Times[], which: keyof Times): number {
  return rows.reduce((total, row) => total + (row[which] ?? 0), 0);
}
