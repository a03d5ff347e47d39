import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AutoETS, initSync as initEts } from '@bsull/augurs/ets';
import { initSync as initMstl, MSTL } from '@bsull/augurs/mstl';
import type Arima from 'arima';
import type { ArimaOrder, ForecastEngines } from '../../forecast/models/model.ts';

let loaded: ForecastEngines | null = null;

/**
 * The libraries behind the models, loaded once per process or thread (about 20 ms). Models are freed after each fit:
 * they live in WebAssembly's memory, where no garbage collector comes.
 */
export function loadEngines(): ForecastEngines {
  loaded ??= open();
  return loaded;
}

function open(): ForecastEngines {
  initEts({ module: readFileSync(wasmOf('ets')) });
  initMstl({ module: readFileSync(wasmOf('mstl')) });
  const arima = loadArima();
  return {
    // Additive errors: the series are logarithms as a rule, and the search takes half the time.
    ets: (values, horizon) => predictFreely(() => new AutoETS(1, 'AZN'), values, horizon),
    mstl: (values, horizon, season) => predictFreely(() => MSTL.ets([season]), values, horizon),
    arima: (values, order, horizon) => predictArima(arima, values, order, horizon),
  };
}

function wasmOf(part: string): URL {
  return new URL(`${part}_bg.wasm`, import.meta.resolve(`@bsull/augurs/${part}`));
}

interface AugursModel {
  fit(values: Float64Array): void;
  predict(horizon: number): { readonly point: readonly number[] };
  free(): void;
}

function predictFreely(make: () => AugursModel, values: Float64Array, horizon: number): Float64Array | null {
  const model = make();
  try {
    model.fit(values);
    return Float64Array.from(model.predict(horizon).point);
  } catch {
    // "no model found", "not enough data": the library tells no kinds of errors apart, and there is no forecast either way.
    return null;
  } finally {
    model.free();
  }
}

/**
 * Its WebAssembly says what its optimiser meets by the `console.log` and `console.error` of the moment at which it was
 * loaded, which would mix with answers on stdout.
 */
function loadArima(): typeof Arima {
  const { log, error } = console;
  const silent = (): void => undefined;
  Object.assign(console, { log: silent, error: silent });
  try {
    return createRequire(import.meta.url)('arima') as typeof Arima;
  } finally {
    Object.assign(console, { log, error });
  }
}

/** Its own search for an order is not used: it returns memory that was freed (docs/decisions/0019-forecasts.md). */
function predictArima(
  Model: typeof Arima,
  values: Float64Array,
  { p, q }: ArimaOrder,
  horizon: number,
): ReturnType<ForecastEngines['arima']> {
  const model = new Model({ p, d: 1, q, verbose: false });
  try {
    model.train([...values]);
    const [path, variances] = model.predict(horizon);
    return { path: Float64Array.from(path), variance: variances[0] ?? Number.NaN };
  } catch {
    // The WebAssembly gave up on this series: another order may do.
    return null;
  } finally {
    model.destroy();
  }
}
