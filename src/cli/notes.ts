import type { LoadedConfig } from '../config/load.ts';
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
