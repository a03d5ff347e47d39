import { createRequire } from 'node:module';

/** The compiled TA-Lib: C functions over a heap of its own. */
export interface TalibModule {
  readonly HEAPF64: Float64Array;
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  [name: `_TA_${string}`]: ((...args: number[]) => number) | undefined;
}

const require = createRequire(import.meta.url);

function locate(): string | null {
  try {
    return require.resolve('talib-web/lib/talib.wasm');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'MODULE_NOT_FOUND') return null;
    throw thrown;
  }
}

const wasmPath = locate();

/** Whether the reference is installed; the tests against it are skipped otherwise. */
export const hasTalib = wasmPath !== null;

let loading: Promise<TalibModule> | undefined;

/** The one instance that all calls share. */
export function loadTalib(): Promise<TalibModule> {
  loading ??= start();
  return loading;
}

async function start(): Promise<TalibModule> {
  const { init } = require('talib-web') as { init(path: string): Promise<TalibModule> };
  const { fetch } = globalThis;
  // Its loader takes the presence of fetch for a browser's and would fetch the file by URL.
  Reflect.deleteProperty(globalThis, 'fetch');
  try {
    return await init(wasmPath ?? '');
  } finally {
    globalThis.fetch = fetch;
  }
}

export interface TalibAnswer {
  /** The first bar with a value; the length of the input if there is none. */
  readonly begin: number;
  /** The outputs in C order, NaN before `begin`. */
  readonly outputs: Float64Array[];
}

/**
 * Calls a C function directly. The package's own wrapper reads one element past the input and does not say where
 * the output begins, so it cannot serve as a reference for warm-ups.
 */
export async function callTalib(
  name: string,
  inputs: readonly Float64Array[],
  options: readonly number[],
  outputCount: number,
  kind: 'double' | 'integer' = 'double',
): Promise<TalibAnswer> {
  const talib = await loadTalib();
  const length = inputs[0]?.length ?? 0;
  const pointers: number[] = [];
  const allocate = (bytes: number) => {
    const pointer = talib._malloc(bytes);
    pointers.push(pointer);
    return pointer;
  };
  try {
    const inputPointers = inputs.map((input) => {
      const pointer = allocate(length * 8);
      talib.HEAPF64.set(input, pointer / 8);
      return pointer;
    });
    const [beginPointer, countPointer] = [allocate(8), allocate(8)];
    const outputPointers = Array.from({ length: outputCount }, () => allocate(length * 8));
    const status = talib[`_TA_${name}`]?.(
      0,
      length - 1,
      ...inputPointers,
      ...options,
      beginPointer,
      countPointer,
      ...outputPointers,
    );
    if (status !== 0) throw new Error(`TA_${name} returned ${status}`);
    const count = talib.HEAP32[countPointer / 4] ?? 0;
    const begin = count === 0 ? length : (talib.HEAP32[beginPointer / 4] ?? 0);
    const outputs = outputPointers.map((pointer) => {
      const output = new Float64Array(length).fill(Number.NaN);
      const [heap, bytes] = kind === 'double' ? [talib.HEAPF64, 8] : [talib.HEAP32, 4];
      output.set(heap.subarray(pointer / bytes, pointer / bytes + count), begin);
      return output;
    });
    return { begin, outputs };
  } finally {
    for (const pointer of pointers) talib._free(pointer);
  }
}
