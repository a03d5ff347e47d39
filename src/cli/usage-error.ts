import type { Command, CommanderError } from 'commander';
import { StockulaError } from '../domain/errors.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { isTickerSymbol } from '../domain/nominal.ts';

const seeHelp = 'See "stockula --help" or "stockula COMMAND --help".';

/** The command that words name, and as it is typed: `stockula etl import`. */
function namedBy(words: readonly string[], program: Command): { command: Command; path: string } {
  let command = program;
  let path = program.name();
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) continue;
    command = next;
    path = `${path} ${word}`;
  }
  return { command, path };
}

/** Commander's complaint in our form. @param words the command line */
export function asUsageError(
  error: CommanderError,
  program: Command,
  words: readonly string[],
): StockulaError {
  const { command, path } = namedBy(words, program);
  if (error.code === 'commander.help') return withoutSubcommand(command);
  const word = unknownCommand(program);
  if (word !== undefined) return noCommand(word, program);
  const [what = '', ...hints] = error.message.replace(/^error: /, '').split('\n');
  const lacks = error.code === 'commander.missingArgument';
  const fallback = lacks ? `Use it as: ${path} ${command.usage()}` : `See "${path} --help".`;
  return new StockulaError('USAGE', {
    expected: `a command line that "${path} --help" describes`,
    got: what,
    remedy: hints.join(' ').replace(/[()]/g, '').trim() || fallback,
  });
}

function withoutSubcommand(command: Command): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'a subcommand',
    got: 'none',
    remedy: `Name one: ${namesOf(command).join(', ')}. --help tells what each does.`,
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
