import type { IndicatorDefinition } from '../definition.ts';
import { adx } from './adx.ts';
import { cci } from './cci.ts';
import { macd } from './macd.ts';
import { rsi } from './rsi.ts';
import { stoch } from './stoch.ts';
import { willr } from './willr.ts';

/** Speed and strength of a move. */
export const momentumIndicators: readonly IndicatorDefinition[] = [rsi, macd, stoch, adx, willr, cci];
