import { defineIndicator } from '../define-indicator.ts';
import { copyFrom } from '../kernels/copy-from.ts';
import { advanceHilbert, beginHilbert, hilbertColumns } from '../kernels/hilbert.ts';

/** The bar at which TA-Lib's functions with the shorter warm-up begin to transform, and the first they answer. */
const [firstBar, firstValue] = [12, 32];

export const htDcperiod = defineIndicator({
  name: 'ht_dcperiod',
  aliases: ['dominant_cycle_period'],
  title: 'Hilbert transform: dominant cycle period',
  group: 'cycle',
  formula:
    'bars that the dominant cycle takes, from the turn of its phase per bar: in-phase and quadrature components ' +
    'of the smoothed price by Hilbert transform, homodyne discriminator, held from 6 to 50 and smoothed',
  source: 'TA-Lib HT_DCPERIOD; Ehlers, Rocket Science for Traders (2001), chapter 7',
  inputs: ['close'],
  parameters: [],
  outputs: ['ht_dcperiod'],
  scratch: hilbertColumns,
  missingValues: 'restart',
  warmUp: () => firstValue,
  begin: () => beginHilbert(firstBar),
  advance(state, work) {
    advanceHilbert(state, work.close, work.scratch, work);
    copyFrom(firstValue, work.scratch.period, work.outputs.ht_dcperiod, work);
  },
});

export const htPhasor = defineIndicator({
  name: 'ht_phasor',
  aliases: [],
  title: 'Hilbert transform: phasor components',
  group: 'cycle',
  formula:
    'in-phase and quadrature component of the smoothed, detrended price: the price of the cycle, and what it was ' +
    'or will be a quarter of a cycle away',
  source: 'TA-Lib HT_PHASOR; Ehlers, Rocket Science for Traders (2001), chapter 6',
  inputs: ['close'],
  parameters: [],
  outputs: ['inphase', 'quadrature'],
  scratch: hilbertColumns,
  missingValues: 'restart',
  warmUp: () => firstValue,
  begin: () => beginHilbert(firstBar),
  advance(state, work) {
    const { detrended, q1 } = work.scratch;
    advanceHilbert(state, work.close, work.scratch, work);
    copyFrom(firstValue, q1, work.outputs.quadrature, work);
    for (let index = Math.max(work.from, firstValue); index < work.to; index++) {
      work.outputs.inphase[index] = detrended[index - 3] as number;
    }
  },
});
