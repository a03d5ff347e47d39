import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import type { Upload } from './upload.ts';

const stateFile = 'upload.json';
const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Files that were sent, each in a folder of its own below the data directory, with its state beside it. */
export class UploadFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  pathOf({ id, name }: Pick<Upload, 'id' | 'name'>): string {
    return join(this.#root, id, safeName(name));
  }

  /** All that are there; what was being received when the server ended is removed. */
  async readAll(): Promise<Upload[]> {
    const found: Upload[] = [];
    for (const id of await namesIn(this.#root)) {
      if (!isId.test(id)) continue;
      const upload = await this.#read(id);
      if (upload === null) await this.remove(id);
      else found.push(upload);
    }
    return found;
  }

  /** @returns its size. @throws StockulaError DISK_FULL, DATA_DIR_UNUSABLE; what the stream fails of */
  async receive(upload: Pick<Upload, 'id' | 'name'>, content: Readable): Promise<number> {
    const path = this.pathOf(upload);
    try {
      await mkdir(join(this.#root, upload.id), { recursive: true, mode: 0o700 });
      const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      await pipeline(content, file);
      return file.bytesWritten;
    } catch (error) {
      await this.remove(upload.id);
      throw explained(error, this.#root);
    }
  }

  /** Whole or not at all, whenever the machine stops. */
  async write(upload: Upload): Promise<void> {
    const path = join(this.#root, upload.id, stateFile);
    try {
      await writeFile(`${path}.new`, JSON.stringify(upload), { mode: 0o600 });
      await rename(`${path}.new`, path);
    } catch (error) {
      throw explained(error, this.#root);
    }
  }

  /** The file itself goes; what became of it stays. */
  async removeFile(upload: Pick<Upload, 'id' | 'name'>): Promise<void> {
    await rm(this.pathOf(upload), { force: true });
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.#root, id), { recursive: true, force: true });
  }

  async #read(id: string): Promise<Upload | null> {
    try {
      return JSON.parse(await readFile(join(this.#root, id, stateFile), 'utf8')) as Upload;
    } catch (error) {
      const isAway = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (isAway || error instanceof SyntaxError) return null;
      throw error;
    }
  }
}

/** Symbol and interval are read from it, so that it is kept as far as it goes. */
function safeName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = base.replace(/[\u0000-\u001f\u007f]/g, '').slice(-120);
  return plain === '' || /^\.+$/.test(plain) || plain.startsWith(stateFile) ? `file-${plain}` : plain;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function explained(error: unknown, folder: string): unknown {
  if (error instanceof StockulaError || !(error instanceof Error) || !('code' in error)) return error;
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  const isForbidden = error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM';
  if (!isFull && !isForbidden) return error;
  return new StockulaError(
    isFull ? 'DISK_FULL' : 'DATA_DIR_UNUSABLE',
    {
      expected: `room for the file in ${folder}`,
      got: isFull ? 'a disk that is full' : messageOf(error),
      remedy: isFull
        ? 'Make room, and send it again. Nothing of it was kept.'
        : 'Check owner and permissions.',
    },
    error,
  );
}
