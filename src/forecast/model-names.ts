import { nearestName } from '../domain/nearest-name.ts';
import type { ForecastModelName } from './answer.ts';
import { modelNames } from './models/model.ts';

const accepted: readonly ForecastModelName[] = [...modelNames, 'combination'];

/** Other names of the same models: those of AutoGluon, which the older application passed on, among them. */
const aliases: Readonly<Record<string, ForecastModelName>> = {
  naivemodel: 'naive',
  randomwalkwithdrift: 'drift',
  seasonalnaivemodel: 'seasonal_naive',
  thetamodel: 'theta',
  etsmodel: 'ets',
  autoets: 'ets',
  autoetsmodel: 'ets',
  arimamodel: 'arima',
  autoarima: 'arima',
  autoarimamodel: 'arima',
  weightedensemble: 'combination',
  ensemble: 'combination',
};

/** Models of the older application that this one does not have, and what comes nearest. */
const nearest: Readonly<Record<string, ForecastModelName>> = {
  dynamicoptimizedtheta: 'theta',
  dynamicoptimizedthetamodel: 'theta',
  autoces: 'ets',
  autocesmodel: 'ets',
  average: 'naive',
  averagemodel: 'naive',
  seasonalaverage: 'seasonal_naive',
  seasonalaveragemodel: 'seasonal_naive',
  linear: 'drift',
  linearregression: 'drift',
  simplelinear: 'drift',
};
const learned =
  /chronos|deepar|transformer|patchtst|tide|dlinear|feedforward|tabular|npts|croston|wavenet|toto|tirex/;

export interface ResolvedModels {
  /** Each once, in the order they were named in. */
  readonly names: readonly ForecastModelName[];
  readonly warnings: readonly string[];
}

/** The models that names stand for; a name that stands for none is left out with a warning that names the nearest. */
export function resolveModels(asked: readonly string[]): ResolvedModels {
  const names = new Set<ForecastModelName>();
  const warnings: string[] = [];
  for (const name of asked) {
    const folded = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
    const known = accepted.find((one) => one.replaceAll('_', '') === folded) ?? aliases[folded];
    if (known) names.add(known);
    else warnings.push(warningOf(name, folded));
  }
  return { names: [...names], warnings };
}

function warningOf(name: string, folded: string): string {
  const instead = nearest[folded] ?? (learned.test(folded) ? 'combination' : nearestName(folded, accepted));
  const hint = instead === null ? `Known models: ${accepted.join(', ')}` : `Nearest known model: ${instead}`;
  return `Unknown model "${name}", ignored. ${hint}.`;
}
