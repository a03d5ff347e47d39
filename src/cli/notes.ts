import type { LoadedConfig } from '../config/load.ts';
import { asTyped } from './invocation.ts';
import type { AnswerFormat } from './output-option.ts';

/** Tells a program that reads stderr, one JSON object a line. */
export function tellEvent<Event extends { readonly event: string }>(event: Event): void {
  process.stderr.write(`${JSON.stringify(event)}\n`);
}

/**
 * Tells which keys of the configuration are unknown or have no effect.
 * @param stderr JSON where the command writes events there
 */
export function noteWarnings({ warnings }: Pick<LoadedConfig, 'warnings'>, stderr: AnswerFormat): void {
  for (const { path, message } of warnings)
    if (stderr === 'json') tellEvent({ event: 'note', key: path, message });
    else process.stderr.write(`Note on the configuration: ${path}: ${message}\n`);
}

/**
 * Tells, before a command stores anything, that nobody will see it: it goes into TimescaleDB, and the older file answers.
 * No refusal: beside a migration that has not switched yet it is what one wants.
 * @param stderr JSON where the command writes events there
 */
export function noteOtherStore({ config }: Pick<LoadedConfig, 'config'>, stderr: AnswerFormat): void {
  const { storage, data, database } = config;
  if (storage.backend !== 'sqlite') return;
  const place = database.url ? 'at DATABASE_URL' : `in ${database.data_dir}`;
  const message = asTyped(
    `this goes into TimescaleDB ${place}, but answers come from the older file ${data.db_path} (storage.backend: sqlite) and will not have it. To have TimescaleDB answer, with all of the file: stockula migrate run`,
  );
  if (stderr === 'json') tellEvent({ event: 'note', key: 'storage.backend', message });
  else process.stderr.write(`Note: ${message}\n`);
}
