import { defineIndicator } from '../define-indicator.ts';
import { copyFrom } from '../kernels/copy-from.ts';
import { advanceCyclePhase, advanceSineWave } from '../kernels/cycle-phase.ts';
import { advanceHilbert, beginHilbert, hilbertColumns } from '../kernels/hilbert.ts';

/** The bar at which TA-Lib's functions with the longer warm-up begin to transform, and the first they answer. */
const [firstBar, firstValue] = [37, 63];

export const htDcphase = defineIndicator({
  name: 'ht_dcphase',
  aliases: ['dominant_cycle_phase'],
  title: 'Hilbert transform: dominant cycle phase',
  group: 'cycle',
  formula:
    'degrees, −45 to 315: phase of the smoothed price over one dominant cycle, by correlation with a sine and a cosine',
  source: 'TA-Lib HT_DCPHASE; Ehlers, Rocket Science for Traders (2001), chapter 8',
  inputs: ['close'],
  parameters: [],
  outputs: ['ht_dcphase'],
  scratch: [...hilbertColumns, 'phase'],
  missingValues: 'restart',
  warmUp: () => firstValue,
  begin: () => ({ hilbert: beginHilbert(firstBar), cycle: { phase: 0 } }),
  advance(state, work) {
    const { scratch } = work;
    advanceHilbert(state.hilbert, work.close, scratch, work);
    advanceCyclePhase(state.cycle, scratch, firstBar, scratch.phase, work);
    copyFrom(firstValue, scratch.phase, work.outputs.ht_dcphase, work);
  },
});

export const htSine = defineIndicator({
  name: 'ht_sine',
  aliases: ['sinewave'],
  title: 'Hilbert transform: sine wave',
  group: 'cycle',
  formula:
    'sine of the dominant cycle’s phase, and of the phase 45° on, which crosses it a little before the turn',
  source: 'TA-Lib HT_SINE; Ehlers, Rocket Science for Traders (2001), chapter 9',
  inputs: ['close'],
  parameters: [],
  outputs: ['sine', 'leadsine'],
  scratch: [...hilbertColumns, 'phase'],
  missingValues: 'restart',
  warmUp: () => firstValue,
  begin: () => ({ hilbert: beginHilbert(firstBar), cycle: { phase: 0 } }),
  advance(state, work) {
    const { scratch, outputs } = work;
    advanceHilbert(state.hilbert, work.close, scratch, work);
    advanceCyclePhase(state.cycle, scratch, firstBar, scratch.phase, work);
    advanceSineWave(scratch.phase, firstValue, outputs.sine, outputs.leadsine, work);
  },
});
