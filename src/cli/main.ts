// Entry point of the command line. Reads nothing and opens nothing before a command asks for it.
import { CommanderError } from 'commander';
import { endOnInterruption } from './interruption.ts';
import { exitOnClosedPipe, renderError } from './output/error.ts';
import type { AnswerFormat } from './output-option.ts';
import { buildProgram } from './program.ts';
import { asUsageError } from './usage-error.ts';

/** What the user asked for as the form of answers, known even where the command line cannot be parsed. */
function formatOf(argv: readonly string[]): AnswerFormat {
  const wanted = (value: string | undefined): boolean => value === 'json';
  const isJson = argv.some(
    (word, at) =>
      word === '-ojson' ||
      word === '--output=json' ||
      ((word === '-o' || word === '--output') && wanted(argv[at + 1])),
  );
  return isJson ? 'json' : 'console';
}

async function main(argv: readonly string[]): Promise<number> {
  const program = buildProgram();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const known = error instanceof CommanderError ? asUsageError(error, program, argv) : error;
    return renderError(known, { format: formatOf(argv) });
  }
}

exitOnClosedPipe(process.stdout);
// Nobody reads the progress any more; the work itself goes on.
process.stderr.on('error', () => undefined);
endOnInterruption();
// Set rather than exit: output that a pipe has not taken yet must still get through.
process.exitCode = await main(process.argv.slice(2));
