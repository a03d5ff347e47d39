import type { BarSeries } from '../../src/domain/bar.ts';
import type { IndicatorDefinition } from '../../src/indicators/definition.ts';
import { Derivations } from '../../src/indicators/derivations.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import type { TalibModule } from '../../test/indicators/talib/talib.ts';
import { callInPieces } from '../talib/pieces.ts';

const liveBars = 10_000;
/** A page of memory, in numbers of 8 bytes. */
const page = 512;

/** Milliseconds that one indicator took. */
export interface Times {
  /** With what it shares with the others already there, except where it is the first to ask. */
  readonly shared: number;
  /** Alone, with nothing derived yet. */
  readonly alone: number;
  /** Null where TA-Lib has no such function. */
  readonly talib: number | null;
}

export function measure(
  definition: IndicatorDefinition,
  series: BarSeries,
  derivations: Derivations,
  talib: TalibModule | null,
): Times {
  const params = resolveParameters(definition);
  const compute = (known: Derivations) => readAll(Object.values(definition.compute(series, params, known)));
  const shared = timed(() => compute(derivations));
  const alone = timed(() => compute(new Derivations(series)));
  const name = definition.name.toUpperCase();
  if (talib?.[`_TA_${name}`] === undefined) return { shared, alone, talib: null };
  const call = {
    name,
    inputs: definition.inputs.map((column) => series[column]),
    options: definition.parameters.map((parameter) => params[parameter.name] ?? 0),
    outputs: definition.outputs.length,
    integers: definition.group === 'pattern' || definition.name === 'ht_trendmode',
  };
  return { shared, alone, talib: timed(() => readAll(callInPieces(talib, call))) };
}

/** Reads a value of each page, so that memory which the system hands out at the first touch is counted. */
function readAll(results: readonly (Float64Array | Int32Array)[]): number {
  let sum = 0;
  for (const values of results) {
    for (let at = 0; at < values.length; at += page) sum += values[at] ?? 0;
  }
  return sum;
}

/** What a live bar costs. */
export function liveMicroseconds(definition: IndicatorDefinition, series: BarSeries): number {
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
