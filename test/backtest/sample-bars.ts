import { existsSync, readFileSync } from 'node:fs';
import type { BarSeries } from '../../src/domain/bar.ts';
import { googSeries, hasGoog } from '../indicators/sample-series.ts';

const googFile = new URL('../../../shared/data/backtest/GOOG.csv', import.meta.url);

export { hasGoog };

/** GOOG daily with its dates. */
export function googDaily(): BarSeries {
  if (!existsSync(googFile)) throw new Error('no GOOG.csv');
  const lines = readFileSync(googFile, 'utf8').trim().split('\n').slice(1);
  return { ...googSeries(), ts: Float64Array.from(lines, (line) => Date.parse(line.slice(0, 10))) };
}
