import { destination as fileDescriptor, type Level, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config/schema.ts';
import { redactSecrets } from '../config/secret-url.ts';
import { type LineSink, RotatingFile } from './rotating-file.ts';

export type { Logger } from 'pino';

export interface FileDestination {
  readonly file: string;
  /** Size in bytes at which a new file is begun. */
  readonly maxBytes: number;
  /** How many older files are kept. */
  readonly backups: number;
}

export interface LoggerOptions {
  readonly level: Config['logging']['level'];
  /** stdout is no choice: it belongs to the answers. A sink of one's own serves tests. */
  readonly destination: 'stderr' | FileDestination | LineSink;
}

const levels: Readonly<Record<LoggerOptions['level'], Level>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'fatal',
};

const secretNames = ['password', 'token', 'secret', 'apiKey', 'api_key', 'authorization', 'cookie'];
const depths = ['', '*.', '*.*.'];

function sinkOf(destination: LoggerOptions['destination']): LineSink {
  if (destination === 'stderr') return fileDescriptor({ fd: 2, sync: true });
  if ('write' in destination) return destination;
  return new RotatingFile(destination.file, destination.maxBytes, destination.backups);
}

/**
 * A logger that writes JSON lines, with passwords replaced by `***`: in URLs wherever they stand, messages and
 * stacks included, and in fields named like secrets down to the third level.
 * Throws CONFIG_INVALID where a log file cannot be opened.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const sink = sinkOf(destination);
  return pino(
    {
      level: levels[level],
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: depths.flatMap((depth) => secretNames.map((name) => `${depth}${name}`)),
        censor: '***',
      },
    },
    { write: (line: string) => sink.write(redactSecrets(line)) },
  );
}

/** What the configuration says about logging; unless enabled, warnings and worse only. */
export function loggerOptions(logging: Config['logging']): LoggerOptions {
  const file = { file: logging.log_file, maxBytes: logging.max_log_size, backups: logging.backup_count };
  const quietest = logging.level === 'ERROR' || logging.level === 'CRITICAL' ? logging.level : 'WARNING';
  return {
    level: logging.enabled ? logging.level : quietest,
    destination: logging.log_to_file ? file : 'stderr',
  };
}
