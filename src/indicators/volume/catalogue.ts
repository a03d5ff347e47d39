import type { IndicatorDefinition } from '../definition.ts';
import { obv } from './obv.ts';
import { volume } from './volume.ts';

/** What was traded. */
export const volumeIndicators: readonly IndicatorDefinition[] = [obv, volume];
