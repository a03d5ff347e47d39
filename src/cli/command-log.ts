import type { Command } from 'commander';
import type { Config } from '../config/schema.ts';
import { publicError } from './output/public-error.ts';

/**
 * Logs that a command begins and how it ends, as the `logging` keys say. Unless they ask for a log there is none: what
 * a command has to tell stands on stderr anyhow.
 * @throws what the work throws; StockulaError CONFIG_INVALID where the log file cannot be opened
 */
export async function logged<T>(
  logging: Config['logging'],
  command: Command,
  work: () => Promise<T>,
): Promise<T> {
  if (!logging.enabled && !logging.log_to_file) return work();
  // Loaded only now: most commands log nothing.
  const { createLogger, loggerOptions } = await import('../telemetry/logger.ts');
  const log = createLogger(loggerOptions(logging)).child({ command: nameOf(command) });
  const began = performance.now();
  const took = (): number => Math.round(performance.now() - began);
  log.info({ arguments: command.args, options: command.opts() }, 'began');
  try {
    const result = await work();
    log.info({ ms: took(), status: Number(process.exitCode ?? 0) }, 'ended');
    return result;
  } catch (error) {
    const { code, expected, got } = publicError(error);
    log.error({ ms: took(), code, expected, got }, 'failed');
    throw error;
  }
}

/** As it is typed, such as `runs list`. */
function nameOf(command: Command): string {
  const above = command.parent === null ? '' : `${nameOf(command.parent)} `;
  return `${above}${command.name()}`;
}
