import type { IndicatorDefinition } from '../definition.ts';
import { adx } from './adx.ts';
import { adxr } from './adxr.ts';
import { ao } from './ao.ts';
import { aroon, aroonosc } from './aroon.ts';
import { bop } from './bop.ts';
import { cci } from './cci.ts';
import { cmo } from './cmo.ts';
import { minusDi, plusDi } from './directional-indicator.ts';
import { minusDm, plusDm } from './directional-movement.ts';
import { dx } from './dx.ts';
import { er } from './er.ts';
import { imi } from './imi.ts';
import { macd } from './macd.ts';
import { macdext } from './macdext.ts';
import { macdfix } from './macdfix.ts';
import { mom } from './mom.ts';
import { apo, ppo } from './price-oscillator.ts';
import { roc, rocp, rocr, rocr100 } from './rate-of-change.ts';
import { rsi } from './rsi.ts';
import { stoch } from './stoch.ts';
import { stochf } from './stochf.ts';
import { stochrsi } from './stochrsi.ts';
import { trix } from './trix.ts';
import { tsi } from './tsi.ts';
import { ultosc } from './ultosc.ts';
import { vortex } from './vortex.ts';
import { willr } from './willr.ts';

/** Speed and strength of a move. */
export const momentumIndicators: readonly IndicatorDefinition[] = [
  rsi,
  macd,
  macdext,
  macdfix,
  stoch,
  stochf,
  stochrsi,
  adx,
  adxr,
  dx,
  plusDi,
  minusDi,
  plusDm,
  minusDm,
  willr,
  cci,
  cmo,
  aroon,
  aroonosc,
  apo,
  ppo,
  bop,
  imi,
  mom,
  roc,
  rocp,
  rocr,
  rocr100,
  trix,
  ultosc,
  vortex,
  ao,
  tsi,
  er,
];
