import { InvalidArgumentError, Option } from 'commander';
import { intervalAliases, intervals } from '../domain/interval.ts';

/** `--interval`, in canonical spelling. */
export function intervalOption(description: string): Option {
  return new Option('--interval <interval>', description)
    .choices([...Object.keys(intervals), ...Object.keys(intervalAliases)])
    .argParser((text: string) => {
      const known = intervalAliases[text] ?? text;
      if (Object.hasOwn(intervals, known)) return known;
      throw new InvalidArgumentError(`Allowed choices are ${Object.keys(intervals).join(', ')}.`);
    });
}
