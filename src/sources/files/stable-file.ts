import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { StockulaError } from '../../domain/errors.ts';
import { stampAt, stampOf } from './file-stamp.ts';
import { unusable } from './problem.ts';

const chunkBytes = 65_536;

/** A file that is the same from the first byte read to the last. */
export class StableFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #stamp: string;
  readonly size: number;
  /** When it was last written, microseconds since 1970. */
  readonly writtenAt: number;

  private constructor(path: string, handle: FileHandle, stats: BigIntStats) {
    this.path = path;
    this.#handle = handle;
    this.#stamp = stampOf(stats);
    this.size = Number(stats.size);
    this.writtenAt = Number(stats.mtimeNs / 1_000n);
  }

  /** @throws StockulaError SOURCE_UNUSABLE where there is no such file, it is none, or may not be read */
  static async open(path: string): Promise<StableFile> {
    const handle = await openToRead(path);
    try {
      const stats = await handle.stat({ bigint: true });
      if (stats.size === 0n)
        throw unusable('rows of market data', `${path}, which is empty`, 'Export it again.');
      return new StableFile(path, handle, stats);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Fills the buffer from a position; fewer bytes than it holds come at the end of the file only. */
  async read(buffer: Uint8Array, position: number): Promise<number> {
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.#handle.read(
        buffer,
        filled,
        buffer.length - filled,
        position + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  }

  /** The bytes in order, each chunk a buffer of its own. */
  async *chunks(): AsyncGenerator<Buffer> {
    for (let position = 0; ; ) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const count = await this.read(chunk, position);
      if (count > 0) yield chunk.subarray(0, count);
      if (count < chunkBytes) return;
      position += count;
    }
  }

  /** @throws StockulaError SOURCE_UNUSABLE where it was written to or replaced since it was opened */
  async refuseChange(): Promise<void> {
    const opened = stampOf(await this.#handle.stat({ bigint: true }));
    if (opened !== this.#stamp || (await stampAt(this.path)) !== this.#stamp) throw changed(this.path);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

async function openToRead(path: string): Promise<FileHandle> {
  try {
    // Before it is opened: to open a pipe would wait for whoever writes to it.
    const stats = await stat(path);
    if (!stats.isFile()) throw noFile(path, stats.isDirectory() ? 'a folder' : 'no regular file');
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof StockulaError || !hasCode(error)) throw error;
    if (error.code === 'ENOENT') throw noFile(path, 'nothing of that name');
    throw unusable(`to read ${path}`, error.message, 'Check its owner and permissions.', error);
  }
}

function noFile(path: string, what: string): Error {
  return unusable(`a file at ${path}`, what, 'Check the path; for all files of a folder name each of them.');
}

function changed(path: string): Error {
  return unusable(
    `${path} to stay as it is while it is read`,
    'a file that was written to or replaced meanwhile',
    'Read it again once whatever writes it has finished.',
  );
}

function hasCode(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
