import type { FileOptions } from '../../sources/files/options.ts';
import { watchFiles } from '../../sources/files/watch.ts';
import { type FailedFile, type ImportFilesControl, importFiles } from './import-files.ts';
import type { Pipeline } from './pipeline.ts';
import type { RunReport } from './run-report.ts';

/** A folder whose files are to be imported as they come. */
export interface WatchWish {
  readonly folder: string;
  readonly options: FileOptions;
  /** Whether bars of other sources are replaced. */
  readonly replace: boolean;
}

/** What became of a file that came: one run, or a failure. */
export interface WatchedFile {
  readonly path: string;
  readonly reports: readonly RunReport[];
  readonly failures: readonly FailedFile[];
}

/** Imports the files of a folder, and each one that comes once it is complete, until the signal ends it. */
export async function* watchFolder(
  pipeline: Pipeline,
  { folder, options, replace }: WatchWish,
  control: ImportFilesControl,
): AsyncGenerator<WatchedFile, void> {
  for await (const path of watchFiles(folder, { signal: control.signal }))
    yield { path, ...(await importFiles(pipeline, [{ path, options, replace }], control)) };
}
