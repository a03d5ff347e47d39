import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import type { FileOptions } from '../../sources/files/options.ts';
import { diskSpace } from '../system/disk.ts';
import type { Upload, UploadProblem, UploadRunner } from './upload.ts';
import type { UploadFolder } from './upload-folder.ts';

const dayMs = 86_400_000;
/** So many files may lie there to be decided on. */
const mostOpen = 50;
/** An import that ended the process so often is not begun again. */
const mostAttempts = 3;
/** What is left free for the database. */
const spareBytes = 64 * 2 ** 20;
const previewWithinMs = 60_000;

const ended: ReadonlySet<Upload['state']> = new Set(['done', 'failed', 'cancelled']);

export interface NewUpload {
  readonly name: string;
  readonly by: string;
  readonly content: Readable;
  /** Known size, or that of the request: refused where there is no room for it. */
  readonly expectedBytes: number;
  /** Throws where what came is not all of it, or too much. */
  readonly refuse: () => void;
}

/**
 * Files that users send: received, looked into, and imported one after the other, each in a process of its own. Where
 * the server ended in between, it goes on where it was: an import stores all of a file or nothing.
 */
export class UploadService {
  readonly #folder: UploadFolder;
  readonly #runner: UploadRunner;
  readonly #root: string;
  readonly #uploads = new Map<string, Upload>();
  readonly #aborts = new Map<string, AbortController>();
  readonly #listeners = new Map<string, Set<(upload: Upload) => void>>();
  readonly #started: Promise<void>;
  #importing: Promise<void> | null = null;
  #closed = false;

  /** @param root absolute path of a folder on the file system that the files go to */
  constructor(folder: UploadFolder, runner: UploadRunner, root: string) {
    this.#folder = folder;
    this.#runner = runner;
    this.#root = root;
    this.#started = this.#takeUp();
    // Whoever asks first is told why.
    this.#started.catch(() => undefined);
  }

  /** The latest first. */
  async list(): Promise<Upload[]> {
    await this.#started;
    return [...this.#uploads.values()].sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  }

  /** @throws StockulaError NOT_FOUND */
  async find(id: string): Promise<Upload> {
    await this.#started;
    return this.#get(id);
  }

  /** @throws StockulaError DISK_FULL, DATA_DIR_UNUSABLE, USAGE where too many are open */
  async receive({ name, by, content, expectedBytes, refuse }: NewUpload): Promise<Upload> {
    await this.#started;
    await this.#forget();
    if ([...this.#uploads.values()].filter(({ state }) => !ended.has(state)).length >= mostOpen)
      throw tooMany();
    await this.#refuseFullDisk(expectedBytes);
    const id = randomUUID();
    const bytes = await this.#folder.receive({ id, name }, content);
    try {
      refuse();
      if (bytes === 0) throw empty(name);
    } catch (error) {
      await this.#folder.remove(id);
      throw error;
    }
    const upload: Upload = {
      ...{ id, name, bytes, by, state: 'looking', createdAt: new Date().toISOString() },
      ...{ startedAt: null, endedAt: null, options: {}, replace: false, preview: null },
      ...{ progress: null, result: null, problem: null, attempts: 0 },
    };
    await this.#put(upload);
    void this.#look(upload);
    return upload;
  }

  /** Looks at the file again with what the user says of it. @throws StockulaError NOT_FOUND, MIGRATION_CONFLICT */
  async preview(id: string, options: FileOptions): Promise<Upload> {
    const upload = await this.find(id);
    if (upload.state !== 'ready' && upload.state !== 'failed') throw notNow(upload, 'looked at again');
    const looking = await this.#change(id, { state: 'looking', options, problem: null, endedAt: null });
    void this.#look(looking);
    return looking;
  }

  /** Has it imported in its turn. @throws StockulaError NOT_FOUND, MIGRATION_CONFLICT */
  async import(id: string, options: FileOptions, replace: boolean): Promise<Upload> {
    const upload = await this.find(id);
    if (upload.state === 'looking') {
      this.#aborts.get(id)?.abort();
    } else if (upload.state !== 'ready' && upload.state !== 'failed') throw notNow(upload, 'imported');
    const waiting = await this.#change(id, {
      ...{ state: 'waiting', options, replace, problem: null, progress: null, endedAt: null, attempts: 0 },
    });
    this.#pump();
    return waiting;
  }

  /** Stops what is under way; what has ended is forgotten. The file goes in any case. @throws StockulaError NOT_FOUND */
  async cancel(id: string): Promise<Upload> {
    const upload = await this.find(id);
    if (ended.has(upload.state)) {
      await this.#folder.remove(id);
      this.#uploads.delete(id);
      return upload;
    }
    const cancelled = await this.#change(id, { state: 'cancelled', endedAt: new Date().toISOString() });
    this.#aborts.get(id)?.abort();
    // An import that is under way reads the file until it is stopped.
    if (upload.state !== 'running') await this.#folder.removeFile(upload);
    return cancelled;
  }

  /** Tells what becomes of one. @returns ends that */
  watch(id: string, listener: (upload: Upload) => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  /** Stops what is under way; the next server takes it up again. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const abort of this.#aborts.values()) abort.abort();
    await this.#started.catch(() => undefined);
    await this.#importing;
  }

  async #takeUp(): Promise<void> {
    for (const upload of await this.#folder.readAll()) {
      this.#uploads.set(upload.id, upload);
      if (upload.state === 'running') {
        const isHopeless = upload.attempts >= mostAttempts;
        await this.#change(
          upload.id,
          isHopeless ? failedWith(endedServer) : { state: 'waiting', progress: null },
        );
      } else if (upload.state === 'looking') void this.#look(upload);
    }
    await this.#forget();
    this.#pump();
  }

  /** Files nobody decided on for a day, and what has ended a week ago. */
  async #forget(): Promise<void> {
    const now = Date.now();
    for (const upload of [...this.#uploads.values()]) {
      const age = now - Date.parse(upload.endedAt ?? upload.createdAt);
      const isIdle = upload.state === 'ready' || ended.has(upload.state);
      if (!isIdle || age < dayMs) continue;
      if (upload.state === 'ready' || age > 7 * dayMs) {
        await this.#folder.remove(upload.id);
        this.#uploads.delete(upload.id);
      } else await this.#folder.removeFile(upload);
    }
  }

  async #look(upload: Upload): Promise<void> {
    const { id, options } = upload;
    const abort = new AbortController();
    this.#aborts.set(id, abort);
    try {
      const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(previewWithinMs)]);
      const preview = await this.#runner.preview(
        { kind: 'preview', path: this.#folder.pathOf(upload), options },
        signal,
      );
      if (this.#uploads.get(id)?.state === 'looking') await this.#change(id, { state: 'ready', preview });
    } catch (error) {
      if (abort.signal.aborted || this.#uploads.get(id)?.state !== 'looking') return;
      await this.#change(id, failedWith(problemOf(error))).catch(() => undefined);
    } finally {
      if (this.#aborts.get(id) === abort) this.#aborts.delete(id);
    }
  }

  /** One at a time: they write to one database, and the first one asked for is the first one done. */
  #pump(): void {
    if (this.#importing !== null || this.#closed) return;
    const [next] = [...this.#uploads.values()]
      .filter(({ state }) => state === 'waiting')
      .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
    if (!next) return;
    this.#importing = this.#import(next)
      // The state could not be written, as on a full disk: it is in memory at least.
      .catch(() => undefined)
      .finally(() => {
        this.#importing = null;
        this.#pump();
      });
  }

  async #import({ id }: Upload): Promise<void> {
    const abort = new AbortController();
    this.#aborts.set(id, abort);
    const upload = await this.#change(id, {
      ...{ state: 'running', startedAt: new Date().toISOString(), progress: { rows: 0 } },
      attempts: this.#get(id).attempts + 1,
    });
    const { options, replace } = upload;
    try {
      const task = { kind: 'import' as const, path: this.#folder.pathOf(upload), options, replace };
      const result = await this.#runner.import(task, abort.signal, (rows) => this.#progress(id, rows));
      const endedAt = new Date().toISOString();
      await this.#change(id, { state: 'done', result, endedAt, progress: null });
      await this.#folder.removeFile(upload);
    } catch (error) {
      await this.#importFailed(upload, error);
    } finally {
      this.#aborts.delete(id);
    }
  }

  async #importFailed(upload: Upload, error: unknown): Promise<void> {
    const isCancelled = this.#uploads.get(upload.id)?.state === 'cancelled';
    if (isCancelled) await this.#folder.removeFile(upload);
    else if (!this.#closed) await this.#change(upload.id, failedWith(problemOf(error)));
  }

  #progress(id: string, rows: number): void {
    const upload = this.#uploads.get(id);
    if (upload?.state === 'running') this.#tell({ ...upload, progress: { rows } });
  }

  async #change(id: string, change: Partial<Upload>): Promise<Upload> {
    const upload = { ...this.#get(id), ...change };
    this.#tell(upload);
    await this.#folder.write(upload);
    return upload;
  }

  async #put(upload: Upload): Promise<void> {
    this.#uploads.set(upload.id, upload);
    try {
      await this.#folder.write(upload);
    } catch (error) {
      this.#uploads.delete(upload.id);
      await this.#folder.remove(upload.id);
      throw error;
    }
  }

  #tell(upload: Upload): void {
    this.#uploads.set(upload.id, upload);
    for (const listener of this.#listeners.get(upload.id) ?? []) listener(upload);
  }

  #get(id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload) return upload;
    throw new StockulaError('NOT_FOUND', {
      expected: 'the id of a file that was sent',
      got: id,
      remedy: 'See /api/v1/uploads; what has ended is forgotten after a week.',
    });
  }

  async #refuseFullDisk(bytes: number): Promise<void> {
    const { freeBytes } = await diskSpace(this.#root);
    if (bytes + spareBytes <= freeBytes) return;
    throw new StockulaError('DISK_FULL', {
      expected: `room for ${bytes} bytes, and ${spareBytes} to spare, below ${this.#root}`,
      got: `${freeBytes} bytes free`,
      remedy: 'Make room, and send it again.',
    });
  }
}

const endedServer: UploadProblem = {
  code: 'INTERNAL',
  expected: 'the import to come to its end',
  got: `that the server ended during each of ${mostAttempts} attempts`,
  remedy: 'See its log, then import the file by the command line: stockula etl import FILE',
};

const failedWith = (problem: UploadProblem): Partial<Upload> => ({
  ...{ state: 'failed', problem, progress: null, endedAt: new Date().toISOString() },
});

function problemOf(error: unknown): UploadProblem {
  if (error instanceof StockulaError) return { code: error.code, ...error.parts };
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return {
    code: isLate ? 'SOURCE_UNUSABLE' : 'INTERNAL',
    expected: isLate ? 'a file whose beginning can be read within a minute' : 'the file to be read',
    got: isLate ? 'one that takes longer' : messageOf(error),
    remedy: 'Nothing of it was stored. Export it again as CSV, or in smaller files.',
  };
}

function notNow({ name, state }: Upload, what: string): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: `a file that can be ${what}`,
    got: `${name}, which is ${state}`,
    remedy: 'Send it again.',
  });
}

function tooMany(): StockulaError {
  return new StockulaError('USAGE', {
    expected: `at most ${mostOpen} files that wait to be decided on`,
    got: `${mostOpen} of them`,
    remedy: 'Import or remove some of them.',
  });
}

function empty(name: string): StockulaError {
  return new StockulaError('SOURCE_UNUSABLE', {
    expected: 'rows of market data',
    got: `${name}, which is empty`,
    remedy: 'Export it again.',
  });
}
