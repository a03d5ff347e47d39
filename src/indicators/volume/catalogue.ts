import type { IndicatorDefinition } from '../definition.ts';
import { ad, adosc } from './ad.ts';
import { cmf } from './cmf.ts';
import { mfi } from './mfi.ts';
import { obv } from './obv.ts';
import { volume } from './volume.ts';
import { vwap } from './vwap.ts';
import { vwma } from './vwma.ts';

/** What was traded. */
export const volumeIndicators: readonly IndicatorDefinition[] = [
  obv,
  ad,
  adosc,
  mfi,
  cmf,
  vwap,
  vwma,
  volume,
];
