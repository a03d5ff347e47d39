import type { IndicatorDefinition } from '../definition.ts';
import { crows } from './crows.ts';
import { dojis } from './dojis.ts';
import { engulfings } from './engulfings.ts';
import { gaps } from './gaps.ts';
import { hammers } from './hammers.ts';
import { hikkakes } from './hikkake.ts';
import { methods } from './methods.ts';
import { necks } from './necks.ts';
import { pairs } from './pairs.ts';
import { singleLines } from './single-lines.ts';
import { soldiers } from './soldiers.ts';
import { stars } from './stars.ts';

/** TA-Lib's 61 candlestick patterns, by family. */
export const patternIndicators: readonly IndicatorDefinition[] = [
  ...singleLines,
  ...dojis,
  ...hammers,
  ...engulfings,
  ...pairs,
  ...necks,
  ...stars,
  ...crows,
  ...soldiers,
  ...gaps,
  ...methods,
  ...hikkakes,
];

/** Patterns whose sign does not say where the price may go. */
export const withoutDirection: ReadonlySet<string> = new Set([
  'cdldoji',
  'cdldragonflydoji',
  'cdlgravestonedoji',
  'cdllongleggeddoji',
  'cdlrickshawman',
  'cdltakuri',
  'cdlshortline',
  'cdlspinningtop',
  'cdlhighwave',
]);
