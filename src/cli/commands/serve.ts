import { type Command, InvalidArgumentError } from 'commander';
import type { GlobalOptions } from '../context.ts';
import { interruption } from '../interruption.ts';
import { progressLine } from '../progress.ts';

interface ServeCommandOptions {
  readonly host?: string;
  readonly port?: number;
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
    .action(async ({ host, port }: ServeCommandOptions, command: Command) => {
      const { serve } = await import('../../app/serve.ts');
      const line = progressLine(process.stderr);
      const stop = interruption();
      const served = await serve({
        configFile: command.optsWithGlobals<GlobalOptions>().config,
        host,
        port,
        onProgress: (text) => line.note(text),
      });
      process.stdout.write(`${served.url}\n`);
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
