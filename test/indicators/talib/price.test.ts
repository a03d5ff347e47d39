import { priceIndicators } from '../../../src/indicators/price/catalogue.ts';
import { describeEquality } from './comparison.ts';

describeEquality(
  priceIndicators,
  {
    avgprice: { variants: [] },
    medprice: { variants: [] },
    typprice: { variants: [] },
    wclprice: { variants: [] },
  },
  [],
);
