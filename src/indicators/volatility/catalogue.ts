import type { IndicatorDefinition } from '../definition.ts';
import { atr } from './atr.ts';
import { trange } from './trange.ts';

/** How far prices swing. */
export const volatilityIndicators: readonly IndicatorDefinition[] = [atr, trange];
