import { Option } from 'commander';
import type { AdjustmentBasis } from '../domain/bar.ts';

const bases: readonly AdjustmentBasis[] = ['raw', 'split', 'total'];

/** `--adjust raw|split|total` */
export function adjustOption(): Option {
  return new Option(
    '--adjust <basis>',
    'prices as traded (raw), adjusted for splits (split), or for dividends too (total)',
  )
    .choices(bases)
    .default('total');
}
