import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { MigrationControl } from '../api/migration-control.ts';
import type { LoadedConfig } from '../config/load.ts';
import type {
  MigrationAction,
  MigrationCommand,
  MigrationStatus,
  StartMigration,
} from '../contract/migration.ts';
import { StockulaError } from '../domain/errors.ts';
import { MigrationProcess } from './migration-process.ts';
import { migrationStatus } from './migration-status.ts';
import { shownStatus } from './shown-migration.ts';

const program = join(import.meta.dirname, '../../bin/stockula.mjs');

/**
 * Commands of the migration, each in a process of its own, as a person would start it: the journal and the lock of the
 * data directory are theirs, a crash of either process leaves the other whole, and the copy takes no time from answers.
 */
export class MigrationCommands implements MigrationControl {
  readonly #loaded: () => LoadedConfig;
  readonly #configFile: string | undefined;
  readonly #listeners = new Set<(command: MigrationCommand) => void>();
  #last: MigrationProcess | null = null;

  constructor(loaded: () => LoadedConfig, configFile: string | undefined) {
    this.#loaded = loaded;
    this.#configFile = configFile;
  }

  async status(): Promise<MigrationStatus> {
    const status = await migrationStatus(this.#loaded(), { configFile: this.#configFile });
    return shownStatus(status, this.#last?.shown ?? null);
  }

  start(action: MigrationAction, options: StartMigration): MigrationCommand {
    if (this.#last?.isRunning) throw atWork(this.#last.shown);
    const child = this.#spawn([...argumentsOf(action, options)]);
    this.#last = new MigrationProcess(action, child, (shown) => {
      for (const listener of this.#listeners) listener(shown);
    });
    return this.#last.shown;
  }

  stop(): boolean {
    return this.#last?.stop() ?? false;
  }

  watch(listener: (command: MigrationCommand) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #spawn(args: readonly string[]): ChildProcess {
    const config = this.#configFile === undefined ? [] : ['--config', this.#configFile];
    return spawn(process.execPath, [program, ...config, 'migrate', ...args, '-o', 'json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

function* argumentsOf(action: MigrationAction, { from, switches, drain }: StartMigration): Generator<string> {
  yield action;
  if (from !== undefined) yield* ['--from', from];
  if (switches === false) yield '--no-switch';
  if (drain === true) yield '--drain';
}

function atWork({ action, startedAt }: MigrationCommand): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: 'no other command of the migration at work',
    got: `"${action}", which was begun at ${startedAt}`,
    remedy: 'Wait until it is done, or end it (DELETE /api/v1/migration/command).',
  });
}
