import type { IndicatorDefinition } from '../definition.ts';
import { bbands } from './bbands.ts';
import { ema } from './ema.ts';
import { ichimoku } from './ichimoku.ts';
import { sma } from './sma.ts';

/** Averages and bands that are drawn over the price. */
export const overlapIndicators: readonly IndicatorDefinition[] = [sma, ema, bbands, ichimoku];
