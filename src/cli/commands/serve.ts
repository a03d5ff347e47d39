import { type Command, InvalidArgumentError } from 'commander';
import type { GlobalOptions } from '../context.ts';
import { interruption } from '../interruption.ts';
import { answerFormatOption } from '../output-option.ts';
import { progressLine } from '../progress.ts';

interface ServeCommandOptions {
  readonly host?: string;
  readonly port?: number;
  readonly output: 'console' | 'json';
}

/** `stockula serve`: the REST API and the dashboard. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the REST API and the dashboard until Ctrl-C')
    .option('--host <address>', 'listen on this address (default: api.host, 127.0.0.1)')
    .option(
      '-p, --port <port>',
      'listen on this port (0: any that is free; default: api.port, 8080)',
      portNumber,
    )
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      `
The address is written to stdout once questions are answered; with -o json as one line:
{"event":"ready","url":"http://127.0.0.1:8080"}

Ctrl-C, or SIGTERM, lets answers that are under way come to their end; a second Ctrl-C does not wait for them.

Exit status: 0 once it was ended; 6 if the port is not available, 7 if the database is not.`,
    )
    .action(async ({ host, port, output }: ServeCommandOptions, command: Command) => {
      const { serve } = await import('../../app/serve.ts');
      const line = progressLine(process.stderr);
      const stop = interruption();
      const served = await serve({
        configFile: command.optsWithGlobals<GlobalOptions>().config,
        host,
        port,
        onProgress: (text) => line.note(text),
      });
      const ready = { event: 'ready', url: served.url };
      process.stdout.write(output === 'json' ? `${JSON.stringify(ready)}\n` : `${served.url}\n`);
      line.note(
        `Dashboard and API at ${served.url}, the API described at ${served.url}/api/v1/docs. Ctrl-C ends it`,
      );
      await new Promise<void>((resolve) => {
        if (stop.aborted) resolve();
        else stop.addEventListener('abort', () => resolve(), { once: true });
      });
      await served.close();
    });
}

function portNumber(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number < 65_536) return number;
  throw new InvalidArgumentError('A port from 0 to 65535 is expected.');
}
