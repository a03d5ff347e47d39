import type { IndicatorDefinition } from '../definition.ts';
import { accbands } from './accbands.ts';
import { bbands } from './bbands.ts';
import { dema } from './dema.ts';
import { ema } from './ema.ts';
import { frama } from './frama.ts';
import { ichimoku } from './ichimoku.ts';
import { kama } from './kama.ts';
import { kamaSeeded } from './kama-seeded.ts';
import { ma } from './ma.ts';
import { mama } from './mama.ts';
import { midpoint, midprice } from './midpoint.ts';
import { sar, sarext } from './sar.ts';
import { sma } from './sma.ts';
import { t3 } from './t3.ts';
import { tema } from './tema.ts';
import { trima } from './trima.ts';
import { vama } from './vama.ts';
import { vidya } from './vidya.ts';
import { wma } from './wma.ts';

/** Averages and bands that are drawn over the price. */
export const overlapIndicators: readonly IndicatorDefinition[] = [
  sma,
  ema,
  wma,
  dema,
  tema,
  trima,
  kama,
  mama,
  t3,
  ma,
  vidya,
  frama,
  vama,
  kamaSeeded,
  bbands,
  accbands,
  midpoint,
  midprice,
  sar,
  sarext,
  ichimoku,
];
