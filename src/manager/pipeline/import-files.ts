import { StockulaError } from '../../domain/errors.ts';
import { type FileAhead, openAhead } from './file-ahead.ts';
import { type ImportWish, importFile } from './import-file.ts';
import type { Pipeline } from './pipeline.ts';
import type { RunReport } from './run-report.ts';

export interface ImportFilesControl {
  readonly signal: AbortSignal;
  readonly onRows?: (path: string, rows: number) => void;
  readonly onSkipped?: (path: string, member: string) => void;
}

/** A file of which nothing was stored. */
export interface FailedFile {
  readonly path: string;
  readonly error: StockulaError;
}

/**
 * Imports files one after the other; one that cannot be read keeps no other from being imported. While the last rows
 * of one are written, the first ones of the next are read.
 */
export async function importFiles(
  pipeline: Pipeline,
  wishes: readonly ImportWish[],
  { signal, onRows, onSkipped }: ImportFilesControl,
): Promise<{ readonly reports: readonly RunReport[]; readonly failures: readonly FailedFile[] }> {
  const reports: RunReport[] = [];
  const failures: FailedFile[] = [];
  const skippedOf = (path: string) => (member: string) => onSkipped?.(path, member);
  let next: FileAhead | undefined;
  try {
    for (const [index, wish] of wishes.entries()) {
      const { path } = wish;
      const ahead = next ?? openAhead(path, wish.options, skippedOf(path));
      next = undefined;
      const onRead = () => {
        const following = wishes[index + 1];
        if (following) next = openAhead(following.path, following.options, skippedOf(following.path));
      };
      try {
        const control = { signal, onRead, onRows: (rows: number) => onRows?.(path, rows) };
        reports.push(await importFile(pipeline, wish, control, ahead));
      } catch (error) {
        if (!(error instanceof StockulaError && error.code === 'SOURCE_UNUSABLE')) throw error;
        failures.push({ path, error });
      }
    }
  } finally {
    await next?.close();
  }
  return { reports, failures };
}
