import type { IndicatorDefinition } from '../definition.ts';
import { avgprice, medprice, typprice, wclprice } from './transforms.ts';

/** One price made of the prices of a bar. */
export const priceIndicators: readonly IndicatorDefinition[] = [avgprice, medprice, typprice, wclprice];
