import type { IndicatorDefinition } from '../definition.ts';
import { htDcperiod, htPhasor } from './ht-dcperiod.ts';
import { htDcphase, htSine } from './ht-dcphase.ts';
import { htTrendline } from './ht-trendline.ts';
import { htTrendmode } from './ht-trendmode.ts';

/** Ehlers's measurement of the dominant cycle. */
export const cycleIndicators: readonly IndicatorDefinition[] = [
  htDcperiod,
  htDcphase,
  htPhasor,
  htSine,
  htTrendline,
  htTrendmode,
];
