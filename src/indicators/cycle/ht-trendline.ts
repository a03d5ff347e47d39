import { defineIndicator } from '../define-indicator.ts';
import { copyFrom } from '../kernels/copy-from.ts';
import { advanceCycleTrendline, beginCycleTrendline } from '../kernels/cycle-trendline.ts';
import { advanceHilbert, beginHilbert, hilbertColumns } from '../kernels/hilbert.ts';

const [firstBar, firstValue] = [37, 63];

export const htTrendline = defineIndicator({
  name: 'ht_trendline',
  aliases: ['instantaneous_trendline'],
  title: 'Hilbert transform: instantaneous trendline',
  // TA-Lib counts it among the averages; it stands with the measurement it comes from.
  group: 'cycle',
  formula: 'mean of the closes over one dominant cycle, smoothed with weights 4, 3, 2, 1',
  source: 'TA-Lib HT_TRENDLINE; Ehlers, Rocket Science for Traders (2001), chapter 10',
  inputs: ['close'],
  parameters: [],
  outputs: ['ht_trendline'],
  scratch: [...hilbertColumns, 'line'],
  missingValues: 'restart',
  warmUp: () => firstValue,
  begin: () => ({ hilbert: beginHilbert(firstBar), trend: beginCycleTrendline() }),
  advance(state, work) {
    const { scratch } = work;
    advanceHilbert(state.hilbert, work.close, scratch, work);
    advanceCycleTrendline(state.trend, work.close, scratch.period, firstBar, scratch.line, work);
    copyFrom(firstValue, scratch.line, work.outputs.ht_trendline, work);
  },
});
