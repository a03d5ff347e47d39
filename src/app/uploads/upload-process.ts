// A process that looks into one file, or imports it, and ends. What is wrong with the file ends no other.
import { type ErrorParts, messageOf, StockulaError } from '../../domain/errors.ts';
import { importFile } from '../../manager/pipeline/import-file.ts';
import type { ImportedFile, UploadTask } from '../../manager/uploads/upload.ts';
import { type FilePreview, previewFile } from '../../sources/files/preview.ts';
import { quarantineCounts } from '../../storage/timescale/quarantine-pages.ts';
import { openPipelineApp } from '../pipeline.ts';

/** What the process is started with. */
export interface UploadOrder {
  readonly task: UploadTask;
  readonly configFile: string | undefined;
}

/** What it tells the one that started it. */
export type UploadMessage =
  | { readonly kind: 'rows'; readonly rows: number }
  | { readonly kind: 'done'; readonly answer: FilePreview | ImportedFile }
  | { readonly kind: 'failed'; readonly code: string; readonly parts: ErrorParts };

const tellEveryMs = 250;
/** Longer texts, and more columns, help nobody to see what a column is. */
const longestText = 200;
const mostColumns = 200;

const stop = new AbortController();
process.on('message', () => stop.abort());
// Whoever started it is gone: a transaction that is open stores nothing.
process.on('disconnect', () => process.exit(1));

const { task, configFile } = JSON.parse(process.argv[2] ?? '') as UploadOrder;
await tell(await outcomeOf(task));
process.disconnect();

async function outcomeOf(wanted: UploadTask): Promise<UploadMessage> {
  try {
    const answer =
      wanted.kind === 'preview'
        ? short(await previewFile(wanted.path, wanted.options))
        : await imported(wanted);
    return { kind: 'done', answer };
  } catch (error) {
    if (error instanceof StockulaError) return { kind: 'failed', code: error.code, parts: error.parts };
    const parts = {
      expected: 'the file to be read',
      got: messageOf(error),
      remedy: 'Nothing of it was stored.',
    };
    return { kind: 'failed', code: 'INTERNAL', parts };
  }
}

async function imported({
  path,
  options,
  replace,
}: Extract<UploadTask, { kind: 'import' }>): Promise<ImportedFile> {
  const { pipeline, settle, close } = await openPipelineApp({ configFile, mustExist: true, offline: true });
  const skipped: string[] = [];
  let told = 0;
  const onRows = (rows: number): void => {
    if (performance.now() - told < tellEveryMs) return;
    told = performance.now();
    void tell({ kind: 'rows', rows });
  };
  try {
    const control = { signal: stop.signal, onRows, onSkipped: (member: string) => skipped.push(member) };
    const report = await importFile(pipeline, { path, options, replace }, control);
    await settle(() => undefined);
    const ofRun = { origin: 'pipeline', symbol: null, reason: null, table: null, run: report.id } as const;
    return { report, skipped, quarantinedBy: await quarantineCounts(pipeline.database.pool, ofRun) };
  } finally {
    await close();
  }
}

function short(preview: FilePreview): FilePreview {
  const cells = (texts: readonly string[]) =>
    texts.slice(0, mostColumns).map((text) => text.slice(0, longestText));
  return {
    ...preview,
    columns: cells(preview.columns),
    rows: preview.rows.map(cells),
    skipped: cells(preview.skipped),
  };
}

function tell(message: UploadMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send?.(message, () => resolve())) resolve();
  });
}
