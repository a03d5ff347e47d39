import { InvalidArgumentError } from 'commander';

/** How many, as an option says it. */
export function wholeCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a whole number above 0');
  return count;
}
