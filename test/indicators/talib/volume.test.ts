import { volumeIndicators } from '../../../src/indicators/volume/catalogue.ts';
import { describeEquality } from './comparison.ts';

describeEquality(volumeIndicators, { obv: { variants: [] } }, ['volume']);
