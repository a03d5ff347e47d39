import type { BarSeries } from '../../src/domain/bar.ts';
import { median } from '../../src/domain/median.ts';
import { isTickerSymbol } from '../../src/domain/nominal.ts';
import { indicatorCatalogue } from '../../src/indicators/catalogue.ts';
import type { IndicatorDefinition } from '../../src/indicators/definition.ts';
import { Derivations } from '../../src/indicators/derivations.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { hasTalib, loadTalib, type TalibModule } from '../../test/indicators/talib/talib.ts';
import type { Bench } from '../bench.ts';
import { callInPieces } from '../talib/pieces.ts';

const bars = 1_000_000;
const rounds = 3;
const liveBars = 10_000;

/** Every indicator over a million bars, beside TA-Lib's C code as WebAssembly, and what a live bar costs. */
export async function benchIndicators({ print }: Bench): Promise<void> {
  const series = randomWalk(bars);
  const talib = hasTalib ? await loadTalib() : null;
  const figures = new Map(indicatorCatalogue.map(({ name }) => [name, { own: [], other: [] } as Figures]));
  for (let round = 0; round <= rounds; round++) {
    const isWarmUp = round === 0;
    // As an analysis does, all indicators share what they derive from the series; each round derives it anew.
    const shared = new Derivations(series);
    for (const definition of indicatorCatalogue) {
      const { own, other } = measure(definition, series, shared, talib);
      if (isWarmUp) continue;
      figures.get(definition.name)?.own.push(own);
      if (other !== null) figures.get(definition.name)?.other.push(other);
    }
  }
  const live = indicatorCatalogue.map((definition) => liveMicroseconds(definition, series));
  const sums = { ours: 0, theirs: 0, alone: 0, compared: 0 };
  for (const [at, { name }] of indicatorCatalogue.entries()) {
    const measured = figures.get(name);
    const own = median(measured?.own ?? []);
    const bar = `live ${live[at]?.toFixed(2)} µs a bar`;
    if (measured === undefined || measured.other.length === 0) {
      sums.alone += own;
      print('indicators', name, `${own.toFixed(1)} ms`, `not in TA-Lib; ${bar}`);
      continue;
    }
    const other = median(measured.other);
    sums.ours += own;
    sums.theirs += other;
    sums.compared++;
    const ratio = `${(other / own).toFixed(2)} times as fast`;
    print('indicators', name, `${ratio}, ${own.toFixed(1)} ms`, `TA-Lib ${other.toFixed(1)} ms; ${bar}`);
  }
  const { ours, theirs, alone, compared } = sums;
  print(
    'indicators',
    `sum of the ${compared} that TA-Lib has`,
    `${(theirs / ours).toFixed(2)} times as fast`,
    `${ours.toFixed(0)} ms against ${theirs.toFixed(0)} ms; goal: faster`,
  );
  print(
    'indicators',
    `sum of the ${indicatorCatalogue.length - compared} others`,
    `${alone.toFixed(0)} ms`,
    '',
  );
  const slowest = Math.max(...live);
  print(
    'indicators',
    'a live bar',
    `${median(live).toFixed(2)} µs`,
    `median; the slowest ${slowest.toFixed(2)} µs`,
  );
}

interface Figures {
  readonly own: number[];
  readonly other: number[];
}

/** Milliseconds of ours and of TA-Lib's; null where TA-Lib has no such function. */
function measure(
  definition: IndicatorDefinition,
  series: BarSeries,
  shared: Derivations,
  talib: TalibModule | null,
): { own: number; other: number | null } {
  const params = resolveParameters(definition);
  const name = definition.name.toUpperCase();
  const own = timed(() => definition.compute(series, params, shared));
  if (talib?.[`_TA_${name}`] === undefined) return { own, other: null };
  const call = {
    name,
    inputs: definition.inputs.map((column) => series[column]),
    options: definition.parameters.map((parameter) => params[parameter.name] ?? 0),
    outputs: definition.outputs.length,
    integers: definition.group === 'pattern' || definition.name === 'ht_trendmode',
  };
  return { own, other: timed(() => callInPieces(talib, call)) };
}

function liveMicroseconds(definition: IndicatorDefinition, series: BarSeries): number {
  const live = definition.live(resolveParameters(definition));
  const { ts, open, high, low, close, volume } = series;
  const milliseconds = timed(() => {
    for (let bar = 0; bar < liveBars; bar++) {
      live.push({
        ts: ts[bar] ?? 0,
        open: open[bar] ?? 0,
        high: high[bar] ?? 0,
        low: low[bar] ?? 0,
        close: close[bar] ?? 0,
        volume: volume[bar] ?? 0,
      });
    }
  });
  return (milliseconds * 1000) / liveBars;
}

/** Milliseconds of processor time, so that what else the machine does counts for nobody. */
function timed(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** A reproducible random walk of bars a minute apart. */
function randomWalk(length: number): BarSeries {
  const symbol = 'BENCH';
  if (!isTickerSymbol(symbol)) throw new TypeError(symbol);
  const column = () => new Float64Array(length);
  const series = {
    ts: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let state = 20_240_101;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let price = 100;
  for (let index = 0; index < length; index++) {
    const before = price;
    price = Math.max(1, price * (1 + (random() - 0.5) * 0.002));
    series.ts[index] = index * 60_000;
    series.open[index] = before;
    series.high[index] = Math.max(before, price) * (1 + random() * 0.001);
    series.low[index] = Math.min(before, price) * (1 - random() * 0.001);
    series.close[index] = price;
    series.volume[index] = Math.floor(1000 * (0.5 + random()));
  }
  return { symbol, interval: '1m', ...series };
}
