import type { IndicatorDefinition } from '../definition.ts';
import { atr } from './atr.ts';
import { donchian, keltner } from './channels.ts';
import { natr } from './natr.ts';
import { garmanKlass, parkinson, rogersSatchell } from './range-volatility.ts';
import { trange } from './trange.ts';

/** How far prices swing. */
export const volatilityIndicators: readonly IndicatorDefinition[] = [
  atr,
  natr,
  trange,
  keltner,
  donchian,
  parkinson,
  garmanKlass,
  rogersSatchell,
];
