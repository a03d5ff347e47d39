import { expect, test } from 'vitest';
import { resolveModels } from '../../src/forecast/model-names.ts';

test('names of models, however written, and those AutoGluon has for them', () => {
  expect(resolveModels(['ARIMA', 'AutoETS', 'Seasonal Naive', 'theta', 'WeightedEnsemble', 'arima'])).toEqual(
    {
      names: ['arima', 'ets', 'seasonal_naive', 'theta', 'combination'],
      warnings: [],
    },
  );
});

test.each([
  ['Chronos[bolt_base]', 'combination'],
  ['DeepAR', 'combination'],
  ['TemporalFusionTransformer', 'combination'],
  ['DynamicOptimizedTheta', 'theta'],
  ['linear_regression', 'drift'],
  ['arma', 'arima'],
])('%s is left out with a warning that names %s', (name, nearest) => {
  expect(resolveModels([name])).toEqual({
    names: [],
    warnings: [`Unknown model "${name}", ignored. Nearest known model: ${nearest}.`],
  });
});

test('a name like nothing gets the list', () => {
  expect(resolveModels(['zzzzzz']).warnings[0]).toContain('Known models: naive, drift');
});
