import { InvalidArgumentError, Option } from 'commander';
import { intervalAliases, intervals } from '../domain/interval.ts';

/** `--interval`, in canonical spelling. */
export function intervalOption(description: string): Option {
  const choices = [...Object.keys(intervals), ...Object.keys(intervalAliases)];
  return new Option('--interval <interval>', description).choices(choices).argParser((text: string) => {
    const known = intervalAliases[text] ?? text;
    if (Object.hasOwn(intervals, known)) return known;
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
  });
}
