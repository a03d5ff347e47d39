import type { BarSeries } from '../../src/domain/bar.ts';
import { median } from '../../src/domain/median.ts';
import { isTickerSymbol } from '../../src/domain/nominal.ts';
import { indicatorCatalogue } from '../../src/indicators/catalogue.ts';
import type { IndicatorDefinition } from '../../src/indicators/definition.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { hasTalib, loadTalib, type TalibModule } from '../../test/indicators/talib/talib.ts';
import type { Bench } from '../bench.ts';
import { callInPieces } from '../talib/pieces.ts';

const bars = 1_000_000;
const rounds = 5;
const liveBars = 20_000;

/** Every indicator over a million bars, beside TA-Lib's C code as WebAssembly, and what a live bar costs. */
export async function benchIndicators({ print }: Bench): Promise<void> {
  const series = randomWalk(bars);
  const talib = hasTalib ? await loadTalib() : null;
  let [ours, theirs, alone, compared] = [0, 0, 0, 0];
  const live: number[] = [];
  for (const definition of indicatorCatalogue) {
    const isShared = talib?.[`_TA_${definition.name.toUpperCase()}`] !== undefined;
    const [own, other] = measure(definition, series, isShared ? talib : null);
    const bar = liveMicroseconds(definition, series);
    live.push(bar);
    if (other === null) alone += own;
    else {
      ours += own;
      theirs += other;
      compared++;
    }
    const beside = other === null ? 'not in TA-Lib' : `TA-Lib ${other.toFixed(1)} ms`;
    const ratio = other === null ? '' : `${(other / own).toFixed(2)} times as fast, `;
    print(
      'indicators',
      definition.name,
      `${ratio}${own.toFixed(1)} ms`,
      `${beside}; live ${bar.toFixed(2)} µs a bar`,
    );
  }
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
  print(
    'indicators',
    'a live bar, median and slowest indicator',
    `${median(live).toFixed(2)} µs, ${Math.max(...live).toFixed(2)} µs`,
    '',
  );
}

/** Median milliseconds of ours and of TA-Lib's, measured in turns; null where TA-Lib is not asked. */
function measure(
  definition: IndicatorDefinition,
  series: BarSeries,
  talib: TalibModule | null,
): [number, number | null] {
  const params = resolveParameters(definition);
  const call = {
    name: definition.name.toUpperCase(),
    inputs: definition.inputs.map((column) => series[column]),
    options: definition.parameters.map(({ name }) => params[name] ?? 0),
    outputs: definition.outputs.length,
    integers: definition.group === 'pattern' || definition.name === 'ht_trendmode',
  };
  const own: number[] = [];
  const other: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const isWarmUp = round === 0;
    const mine = timed(() => definition.compute(series, params));
    if (!isWarmUp) own.push(mine);
    if (talib === null) continue;
    const its = timed(() => callInPieces(talib, call));
    if (!isWarmUp) other.push(its);
  }
  return [median(own), talib === null ? null : median(other)];
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

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
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
