import type { BarSeries } from '../../../src/domain/bar.ts';
import { loadTalib, type TalibModule } from '../talib/talib.ts';

/** TA-Lib's default candle settings in its order: what is measured (0 body, 1 range, 2 shadows), candles, factor. */
const defaults = [
  [0, 10, 1],
  [0, 10, 3],
  [0, 10, 1],
  [1, 10, 0.1],
  [0, 0, 1],
  [0, 0, 2],
  [2, 10, 1],
  [1, 10, 0.1],
  [1, 5, 0.2],
  [1, 5, 0.6],
  [1, 5, 0.05],
] as const;

const settingBytes = 24;
const dojiSetting = 3;

let prepared: Promise<TalibModule> | undefined;

/** TA-Lib with its default candle settings. */
export function loadTalibForCandles(): Promise<TalibModule> {
  prepared ??= prepare();
  return prepared;
}

/**
 * The package never calls TA_Initialize and does not export it, so its candle settings are all zero: every body is
 * long, and few are dojis. They are written into its memory as the C library's defaults stand there.
 */
async function prepare(): Promise<TalibModule> {
  const talib = await loadTalib();
  const table = findPeriodOfDoji(talib) - 8 - dojiSetting * settingBytes;
  for (const [at, [range, period, factor]] of defaults.entries()) {
    const start = table + at * settingBytes;
    talib.HEAP32.set([at, range, period], start / 4);
    talib.HEAPF64[(start + 16) / 8] = factor;
  }
  return talib;
}

/** Where in static memory the number stands that is the first bar of CDLDOJI. */
function findPeriodOfDoji(talib: TalibModule): number {
  const bars = talib._malloc(1024);
  const answer = talib._malloc(1024);
  for (let word = 0; word < bars / 4; word++) {
    if (talib.HEAP32[word] !== 0) continue;
    talib.HEAP32[word] = 7;
    talib['_TA_CDLDOJI']?.(0, 9, bars, bars, bars, bars, answer, answer + 8, answer + 16);
    talib.HEAP32[word] = 0;
    if (talib.HEAP32[answer / 4] === 7) return word * 4;
  }
  throw new Error('TA-Lib: no candle settings found');
}

/** Calls a candlestick function; NaN before the first bar with an answer. */
export async function callPattern(
  name: string,
  { open, high, low, close }: BarSeries,
  options: readonly number[],
): Promise<Float64Array> {
  const talib = await loadTalibForCandles();
  const length = close.length;
  const pointers = [open, high, low, close].map((column) => {
    const pointer = talib._malloc(length * 8);
    talib.HEAPF64.set(column, pointer / 8);
    return pointer;
  });
  const begin = talib._malloc(8);
  const count = talib._malloc(8);
  const result = talib._malloc(length * 4);
  const status = talib[`_TA_${name.toUpperCase()}`]?.(
    ...[0, length - 1, ...pointers, ...options, begin, count, result],
  );
  if (status !== 0) throw new Error(`${name} returned ${status}`);
  const values = new Float64Array(length).fill(Number.NaN);
  const answers = talib.HEAP32.subarray(result / 4, result / 4 + (talib.HEAP32[count / 4] ?? 0));
  values.set(answers, answers.length === 0 ? 0 : talib.HEAP32[begin / 4]);
  for (const pointer of [...pointers, begin, count, result]) talib._free(pointer);
  return values;
}
