import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type ErrorCode, errorTable, StockulaError } from '../../domain/errors.ts';
import type { ImportedFile, UploadRunner, UploadTask } from '../../manager/uploads/upload.ts';
import type { FilePreview } from '../../sources/files/preview.ts';
import type { UploadMessage, UploadOrder } from './upload-process.ts';

/** Megabytes: a file that is read in a stream needs far less, and one that is made to exhaust memory ends here. */
const mostMemory = 1_024;
/** After that, a process that was told to stop is ended. */
const stopWithinMs = 5_000;
const stderrTail = 2_000;

/** Runs each task in a process of its own. */
export function uploadRunner(configFile: string | undefined): UploadRunner {
  return {
    preview: (task, signal) => run({ task, configFile }, signal, () => undefined) as Promise<FilePreview>,
    import: (task, signal, onRows) => run({ task, configFile }, signal, onRows) as Promise<ImportedFile>,
  };
}

function run(
  order: UploadOrder,
  signal: AbortSignal,
  onRows: (rows: number) => void,
): Promise<FilePreview | ImportedFile> {
  signal.throwIfAborted();
  const child = fork(join(import.meta.dirname, 'upload-process.ts'), [JSON.stringify(order)], {
    // Counts that exceed what a number holds come as they are.
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${mostMemory}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said = tailOf(child);
  const release = stopOn(signal, child);
  let last: Exclude<UploadMessage, { kind: 'rows' }> | null = null;
  child.on('message', (message: UploadMessage) => {
    if (message.kind === 'rows') onRows(message.rows);
    else last = message;
  });
  return new Promise<FilePreview | ImportedFile>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, by) => {
      if (last?.kind === 'done') resolve(last.answer);
      else if (signal.aborted) reject(signal.reason);
      else reject(last ? failureOf(last) : crashed(order.task, by ?? `status ${code}`, said()));
    });
  }).finally(release);
}

function stopOn(signal: AbortSignal, child: ChildProcess): () => void {
  let kill: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (child.connected) child.send('stop');
    kill = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  return () => {
    clearTimeout(kill);
    signal.removeEventListener('abort', stop);
  };
}

function tailOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-stderrTail);
  });
  return () => text.trim();
}

function failureOf({ code, parts }: Extract<UploadMessage, { kind: 'failed' }>): StockulaError {
  return new StockulaError(Object.hasOwn(errorTable, code) ? (code as ErrorCode) : 'INTERNAL', parts);
}

function crashed({ kind }: UploadTask, how: string, said: string): StockulaError {
  const isMemory = /heap out of memory/i.test(said);
  return new StockulaError(isMemory ? 'SOURCE_UNUSABLE' : 'INTERNAL', {
    expected: kind === 'preview' ? 'the beginning of the file to be read' : 'the file to be imported',
    got: isMemory
      ? `that it takes more than ${mostMemory} MB of memory`
      : `that its process ended with ${how}`,
    remedy: isMemory
      ? 'Export it in smaller parts. Nothing of it was stored.'
      : 'Nothing of it was stored. The log of the server may tell more.',
  });
}
