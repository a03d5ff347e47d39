import type { Command } from 'commander';
import type { EmbeddedStatus } from '../../app/embedded-service.ts';
import type { Config } from '../../config/schema.ts';
import type { GlobalOptions } from '../context.ts';
import { formatBytes } from '../output/bytes.ts';
import { forPeople } from '../output/for-people.ts';
import { timeText } from '../output/time.ts';
import { type AnswerFormat, answerFormatOption } from '../output-option.ts';

interface OutputOption {
  readonly output: AnswerFormat;
}

/** `stockula db start|stop|status`: the embedded database as a service. */
export function addDb(program: Command): void {
  const db = program.command('db').description('the embedded database as a service of its own');
  db.command('start')
    .description('start it and keep it up until "stockula db stop"; other commands join it')
    .action(async (_options: unknown, command: Command) => {
      const config = await configOf(command);
      const { startService, serviceStatus } = await import('../../app/embedded-service.ts');
      const outcome = await startService(config, (text) => process.stderr.write(`${text} …\n`));
      const words = {
        started: 'Started',
        restarted: 'Restarted to stay up',
        'was-running': 'It is running already',
      } as const;
      process.stdout.write(`${words[outcome]}.\n${describe(await serviceStatus(config), config)}`);
    });
  db.command('stop')
    .description('stop it gracefully; connected clients are told')
    .action(async (_options: unknown, command: Command) => {
      const { stopService } = await import('../../app/embedded-service.ts');
      const stopped = await stopService(await configOf(command));
      process.stdout.write(stopped ? 'Stopped.\n' : 'It was not running.\n');
    });
  db.command('status')
    .description('say whether it runs, since when, for whom, and how large it is; starts nothing')
    .addOption(answerFormatOption())
    .action(async ({ output }: OutputOption, command: Command) => {
      const config = await configOf(command);
      const { serviceStatus } = await import('../../app/embedded-service.ts');
      const status = await serviceStatus(config);
      if (output === 'console') {
        process.stdout.write(forPeople(describe(status, config)));
        return;
      }
      const { renderJson } = await import('../output/json.ts');
      process.stdout.write(
        renderJson({
          served: status.state === 'served',
          data_directory: config.database.data_dir,
          ...status,
        }),
      );
    });
}

async function configOf(command: Command): Promise<Config> {
  const { readConfiguration } = await import('../../app/configuration.ts');
  return (await readConfiguration(command.optsWithGlobals<GlobalOptions>().config)).config;
}

function describe(status: EmbeddedStatus, { database }: Config): string {
  const { state, pid, host, memory, clusterBytes, socketPath, logPath } = status;
  const size = clusterBytes === null ? 'nothing stored yet' : `${formatBytes(clusterBytes)} on disk`;
  const lines = [`Data directory  ${database.data_dir} (${size})`];
  if (state === 'not-running') lines.push('State           not running; any command that needs it starts it');
  if (state === 'held')
    lines.push(`State           held by process ${pid}, which does not answer (it starts, stops, or hangs)`);
  if (host) {
    const used = (memory.host?.now ?? 0) + (memory.engine?.now ?? 0);
    const ends =
      host.idleStopMs === null
        ? 'until told to stop'
        : `until nobody is connected for ${host.idleStopMs / 1000} s`;
    lines.push(
      `State           up since ${timeText(new Date(host.since))} UTC, ${ends}`,
      `Processes       host ${host.pid}, engine ${host.enginePid ?? 'restarting'}; ${formatBytes(used)} of memory`,
      `Clients         ${host.sessions} connected; engine restarts: ${host.engineRestarts}`,
      `Connect         psql -h ${socketPath.replace(/\/[^/]*$/, '')} -U stockula stockula`,
      ...(host.port === null
        ? []
        : [`                or 127.0.0.1:${host.port} with the password in ${database.data_dir}/password`]),
    );
  }
  lines.push(`Log             ${logPath}`);
  return `${lines.join('\n')}\n`;
}
