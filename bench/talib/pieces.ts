import { withoutValues } from '../../src/indicators/typed-array.ts';
import type { TalibModule } from '../../test/indicators/talib/talib.ts';

/** Bars that fit TA-Lib's fixed memory of 16 MB with four inputs, three outputs and what it allocates itself. */
const pieceBars = 125_000;

export interface TalibCall {
  readonly name: string;
  readonly inputs: readonly Float64Array[];
  readonly options: readonly number[];
  readonly outputs: number;
  /** Whether the C function writes 32-bit integers. */
  readonly integers: boolean;
}

/**
 * A C function over a long series in pieces, copying in and out included. In its favour: memory is reserved once for
 * all pieces, and the pieces do not overlap, though a user would have to give each the warm-up of its beginning.
 */
export function callInPieces(
  talib: TalibModule,
  { name, inputs, options, outputs, integers }: TalibCall,
): (Float64Array | Int32Array)[] {
  const length = inputs[0]?.length ?? 0;
  const call = talib[`_TA_${name}`];
  if (call === undefined) throw new Error(`TA-Lib has no ${name}`);
  const reserve = (bytes: number) => talib._malloc(bytes);
  const inputPointers = inputs.map(() => reserve(pieceBars * 8));
  const outputPointers = Array.from({ length: outputs }, () => reserve(pieceBars * 8));
  const [begin, count] = [reserve(8), reserve(8)];
  const results = outputPointers.map(() => (integers ? new Int32Array(length) : withoutValues(length)));
  for (let start = 0; start < length; start += pieceBars) {
    const end = Math.min(start + pieceBars, length);
    for (const [at, pointer] of inputPointers.entries()) {
      talib.HEAPF64.set(inputs[at]?.subarray(start, end) ?? [], pointer / 8);
    }
    const range = [0, end - start - 1];
    const status = call(...range, ...inputPointers, ...options, begin, count, ...outputPointers);
    if (status !== 0) throw new Error(`TA_${name} returned ${status}`);
    const [first = 0, values = 0] = [talib.HEAP32[begin / 4], talib.HEAP32[count / 4]];
    for (const [at, pointer] of outputPointers.entries()) {
      const [heap, bytes] = integers ? [talib.HEAP32, 4] : [talib.HEAPF64, 8];
      results[at]?.set(heap.subarray(pointer / bytes, pointer / bytes + values), start + first);
    }
  }
  for (const pointer of [...inputPointers, ...outputPointers, begin, count]) talib._free(pointer);
  return results;
}
