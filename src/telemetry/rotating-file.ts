import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, StockulaError } from '../domain/errors.ts';

/** Where lines go. */
export interface LineSink {
  write(line: string): void;
}

function openLog(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a', 0o600);
  } catch (cause) {
    const parts = {
      expected: `logging.log_file to be a file that can be written, ${path}`,
      got: messageOf(cause),
      remedy: 'Name another file, or set logging.log_to_file to false.',
    };
    throw new StockulaError('CONFIG_INVALID', parts, cause);
  }
}

/**
 * Appends lines to a file. When a line would make it larger than `maxBytes`, the file becomes `path.1`, the former
 * `path.1` becomes `path.2` and so on; `backups` of them are kept. Writes are synchronous, so that the last lines
 * before a crash are there. Throws CONFIG_INVALID where the file cannot be opened.
 */
export class RotatingFile implements LineSink {
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #backups: number;
  #descriptor: number;
  #size: number;

  constructor(path: string, maxBytes: number, backups: number) {
    this.#path = path;
    this.#maxBytes = maxBytes;
    this.#backups = backups;
    this.#descriptor = openLog(path);
    this.#size = fstatSync(this.#descriptor).size;
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#size > 0 && this.#size + bytes > this.#maxBytes) this.#rotate();
    writeSync(this.#descriptor, line);
    this.#size += bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #rotate(): void {
    closeSync(this.#descriptor);
    const name = (index: number) => (index === 0 ? this.#path : `${this.#path}.${index}`);
    rmSync(name(this.#backups), { force: true });
    for (let index = this.#backups - 1; index >= 0; index--) moveIfPresent(name(index), name(index + 1));
    this.#descriptor = openLog(this.#path);
    this.#size = 0;
  }
}

function moveIfPresent(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (!missing) throw cause;
  }
}
