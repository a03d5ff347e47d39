import { defineIndicator } from '../define-indicator.ts';
import { copyFrom } from '../kernels/copy-from.ts';
import { advanceCyclePhase, advanceSineWave } from '../kernels/cycle-phase.ts';
import { advanceCycleTrendline, beginCycleTrendline } from '../kernels/cycle-trendline.ts';
import { advanceHilbert, beginHilbert, hilbertColumns } from '../kernels/hilbert.ts';
import { advanceTrendMode } from '../kernels/trend-mode.ts';

const [firstBar, firstValue] = [37, 63];

export const htTrendmode = defineIndicator({
  name: 'ht_trendmode',
  aliases: [],
  title: 'Hilbert transform: trend or cycle',
  group: 'cycle',
  formula:
    '1 in a trend, 0 in a cycle: cycle for half a period after the sine lines crossed, or while the phase turns at ' +
    'the pace of the period; trend in any case where the smoothed price is 1.5 % off the trendline',
  source: 'TA-Lib HT_TRENDMODE; Ehlers, Rocket Science for Traders (2001), chapter 11',
  inputs: ['close'],
  parameters: [],
  outputs: ['ht_trendmode'],
  scratch: [...hilbertColumns, 'phase', 'sine', 'lead', 'line', 'mode'],
  missingValues: 'restart',
  warmUp: () => firstValue,
  begin: () => ({
    hilbert: beginHilbert(firstBar),
    cycle: { phase: 0 },
    trend: beginCycleTrendline(),
    mode: { bars: 0 },
  }),
  advance(state, work) {
    const { scratch } = work;
    advanceHilbert(state.hilbert, work.close, scratch, work);
    advanceCyclePhase(state.cycle, scratch, firstBar, scratch.phase, work);
    advanceSineWave(scratch.phase, firstBar, scratch.sine, scratch.lead, work);
    advanceCycleTrendline(state.trend, work.close, scratch.period, firstBar, scratch.line, work);
    advanceTrendMode(state.mode, scratch, firstBar, scratch.mode, work);
    copyFrom(firstValue, scratch.mode, work.outputs.ht_trendmode, work);
  },
});
