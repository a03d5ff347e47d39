import type { Command } from 'commander';
import type { StrategyDescription } from '../../manager/strategies/strategy-list.ts';
import { type RowFormat, rowFormatOption } from '../output-option.ts';

/** `stockula strategies [NAME]`: what the strategies of backtests do. */
export function addStrategies(program: Command): void {
  program
    .command('strategies')
    .description('list the strategies of backtests, or describe one')
    .argument('[name]', 'strategy, for example smacross')
    .option('--list', 'list all of them (so does no name)')
    .addOption(rowFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  stockula strategies\n  stockula strategies kama\n  stockula strategies -o json',
    )
    .action(async (name: string | undefined, { output }: { readonly output: RowFormat }) => {
      const { describeStrategy, listStrategies } = await import('../../manager/strategies/strategy-list.ts');
      if (name === undefined) await printAll(listStrategies(), output);
      else await printOne(describeStrategy(name), output);
    });
}

async function printAll(strategies: readonly StrategyDescription[], output: RowFormat): Promise<void> {
  const { renderListing } = await import('../output/listing.ts');
  process.stdout.write(
    renderListing<StrategyDescription>(
      output,
      [
        { title: 'name', value: ({ name }) => name },
        { title: 'parameters', value: ({ parameters }) => parameters.map(withDefault).join(' ') },
        { title: 'warm-up', value: ({ warmUp }) => warmUp, align: 'right' },
        { title: 'least days', value: ({ leastDays }) => leastDays, align: 'right' },
        {
          title: 'groups',
          value: ({ groups }) => groups.filter((group) => group !== 'comprehensive').join(' '),
        },
      ],
      strategies,
      'No strategies.',
    ),
  );
  if (output !== 'table') return;
  process.stdout.write(
    '\n"stockula strategies NAME" tells what one does. The group comprehensive holds all of them.\n',
  );
}

const withDefault = (parameter: StrategyDescription['parameters'][number]) =>
  `${parameter.name}=${parameter.default}`;

async function printOne(strategy: StrategyDescription, output: RowFormat): Promise<void> {
  if (output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    process.stdout.write(renderJson(strategy));
    return;
  }
  const { renderListing } = await import('../output/listing.ts');
  if (output === 'table') {
    const { forPeople } = await import('../output/for-people.ts');
    process.stdout.write(`${forPeople(head(strategy))}\n\n`);
  }
  process.stdout.write(
    renderListing<StrategyDescription['parameters'][number]>(
      output,
      [
        { title: 'parameter', value: ({ name }) => name },
        { title: 'default', value: (parameter) => parameter.default, align: 'right' },
        { title: 'least', value: ({ min }) => min, align: 'right' },
        { title: 'most', value: ({ max }) => max, align: 'right' },
        { title: 'meaning', value: ({ description }) => description },
      ],
      strategy.parameters,
      'It takes no parameters.',
    ),
  );
}

function head(strategy: StrategyDescription): string {
  const { name, title, description, rule, aliases, groups, warmUp, leastDays } = strategy;
  return [
    `${name}: ${title}`,
    description,
    `Rule: ${rule}.`,
    `Also found as ${aliases.join(', ')}. Groups: ${groups.join(', ')}.`,
    `First decision after ${warmUp} bars; a result says little below ${leastDays} bars (default parameters).`,
  ].join('\n');
}
