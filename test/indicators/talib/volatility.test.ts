import { volatilityIndicators } from '../../../src/indicators/volatility/catalogue.ts';
import { describeEquality } from './comparison.ts';

describeEquality(
  volatilityIndicators,
  {
    atr: { variants: [{ timeperiod: 1 }, { timeperiod: 50 }] },
    natr: { variants: [{ timeperiod: 1 }, { timeperiod: 50 }] },
    trange: { variants: [] },
  },
  ['keltner', 'donchian', 'parkinson', 'garman_klass', 'rogers_satchell'],
);
