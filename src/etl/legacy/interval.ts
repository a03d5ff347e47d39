import { type Interval, intervalAliases, isInterval } from '../../domain/interval.ts';
import type { Cell } from './number.ts';
import { reject } from './rejection.ts';
import { refuseText } from './text.ts';

export function readInterval(value: Cell): Interval {
  if (value === null || value === undefined || value === '') return reject('missing_interval');
  if (typeof value !== 'string') return reject('unknown_interval');
  if (isInterval(value)) return value;
  return Object.hasOwn(intervalAliases, value)
    ? reject('interval_alias')
    : refuseText(value, 'unknown_interval');
}
