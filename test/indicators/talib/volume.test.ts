import { volumeIndicators } from '../../../src/indicators/volume/catalogue.ts';
import { describeEquality } from './comparison.ts';

describeEquality(
  volumeIndicators,
  {
    obv: { variants: [] },
    ad: { variants: [] },
    adosc: {
      variants: [
        { fastperiod: 10, slowperiod: 3 },
        { fastperiod: 2, slowperiod: 50 },
      ],
    },
    mfi: { variants: [{ timeperiod: 2 }, { timeperiod: 60 }] },
  },
  ['cmf', 'vwap', 'vwma', 'volume'],
);
