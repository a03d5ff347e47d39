import type { Command, CommanderError } from 'commander';
import { StockulaError } from '../domain/errors.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { isTickerSymbol } from '../domain/nominal.ts';

const seeHelp = 'See "stockula --help" or "stockula COMMAND --help".';

/** Commander's complaint in our form. */
export function asUsageError(error: CommanderError, program: Command): StockulaError {
  if (error.code === 'commander.help') return withoutSubcommand();
  const word = unknownCommand(program);
  if (word !== undefined) return noCommand(word, program);
  const [what = '', ...hints] = error.message.replace(/^error: /, '').split('\n');
  return new StockulaError('USAGE', {
    expected: 'a command line that "stockula --help" describes',
    got: what,
    remedy: hints.join(' ').replace(/[()]/g, '').trim() || seeHelp,
  });
}

function withoutSubcommand(): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'a subcommand',
    got: 'none',
    remedy: 'Add --help to see which there are.',
  });
}

const namesOf = (program: Command): string[] => program.commands.map((command) => command.name());

/** The first word, if it is no command: the bare command takes options only, so Commander finds it superfluous. */
function unknownCommand(program: Command): string | undefined {
  const [word] = program.args;
  return word === undefined || word.startsWith('-') || namesOf(program).includes(word) ? undefined : word;
}

function noCommand(word: string, program: Command): StockulaError {
  const near = nearestName(word, namesOf(program));
  const symbol = word.toUpperCase();
  // In small letters it is more likely a command with a slip in it.
  const maybeSymbol = isTickerSymbol(symbol) && (near === null || word === symbol);
  const hints = [
    ...(near === null ? [] : [`Did you mean "stockula ${near}"?`]),
    ...(maybeSymbol ? [`To analyse a symbol: stockula --ticker ${symbol}`] : []),
  ];
  return new StockulaError('USAGE', {
    expected: 'a command or an option',
    got: `"${word}", which is no command`,
    remedy: hints.join(' ') || seeHelp,
  });
}
