import { nearestName } from '../domain/nearest-name.ts';
import type { ConfigWarning } from './audit.ts';
import { categories } from './categories.ts';
import { knownKeys } from './keys.ts';
import { isWritten, type Layered } from './layers.ts';
import { isUsed } from './reference.ts';
import type { Config } from './schema.ts';
import { valueAt } from './values.ts';

function unknownCategories(config: Config): ConfigWarning[] {
  const { tickers, category_ratios: ratios } = config.portfolio;
  const named = [
    ...tickers.map((ticker, index) => [`portfolio.tickers[${index}].category`, ticker.category] as const),
    ...Object.keys(ratios ?? {}).map((name) => [`portfolio.category_ratios.${name}`, name] as const),
    ...config.backtest.hold_only_categories.map(
      (name, index) => [`backtest.hold_only_categories[${index}]`, name] as const,
    ),
  ];
  return named.flatMap(([path, name]) => {
    if (name === null || categories.some((known) => known === name)) return [];
    const nearest = nearestName(name, categories);
    const hint = nearest === null ? `Known: ${categories.join(', ')}` : `Nearest known category: ${nearest}`;
    return [{ path, message: `Unknown category ${name}. ${hint}` }];
  });
}

function overruledMethod(config: Config, layered: Layered): ConfigWarning[] {
  const { allocation_method: method, auto_allocate: auto } = config.portfolio;
  const written = valueAt(layered.values, ['portfolio', 'allocation_method']);
  if (written === undefined || String(written).toLowerCase() === method) return [];
  const cause = auto ? 'auto_allocate' : 'dynamic_allocation';
  return [{ path: 'portfolio.allocation_method', message: `Taken as ${method}, because ${cause} is true` }];
}

function ignoredQuantities(config: Config): ConfigWarning[] {
  const { allocation_method: method, tickers } = config.portfolio;
  return tickers.flatMap((ticker, index) => {
    const ignored =
      (method === 'dynamic' && ticker.quantity !== null) ||
      (method === 'backtest_optimized' &&
        (ticker.quantity ?? ticker.allocation_pct ?? ticker.allocation_amount) !== null);
    const instead =
      method === 'dynamic' ? 'goes by allocation_pct or allocation_amount' : 'finds amounts itself';
    const message = `The amount of ${ticker.symbol} has no part in the allocation: method ${method} ${instead}`;
    return ignored ? [{ path: `portfolio.tickers[${index}]`, message }] : [];
  });
}

function ignoredLength(config: Config, layered: Layered): ConfigWarning[] {
  const path = 'forecast.forecast_length';
  const ignored = config.forecast.forecast_length === null && isWritten(layered, path.split('.'));
  return ignored ? [{ path, message: 'Ignored, because test dates are given' }] : [];
}

/** Keys that no command acts on, where they are set to something else than the default. */
function unusedKeys(config: Config, layered: Layered): ConfigWarning[] {
  return [...knownKeys.values()].flatMap(({ key, byDefault, noEffect }) => {
    const path = key.split('.');
    if (noEffect !== null || key.includes('[') || isUsed(key) || !isWritten(layered, path)) return [];
    const isDefault = JSON.stringify(valueAt(config, path)) === JSON.stringify(byDefault);
    return isDefault ? [] : [{ path: key, message: 'Accepted, but no command acts on it yet' }];
  });
}

/** Warnings about values that are valid, yet will not do what they seem to say. */
export function adviseOn(config: Config, layered: Layered): ConfigWarning[] {
  return [
    ...unknownCategories(config),
    ...overruledMethod(config, layered),
    ...ignoredQuantities(config),
    ...ignoredLength(config, layered),
    ...unusedKeys(config, layered),
  ];
}
