import { StockulaError } from '../../domain/errors.ts';
import { type ImportWish, importFile } from './import-file.ts';
import type { Pipeline } from './pipeline.ts';
import type { RunReport } from './run-report.ts';
import { concernsAll } from './store-together.ts';

export interface ImportFilesControl {
  readonly signal: AbortSignal;
  readonly onRows?: (path: string, rows: number) => void;
  readonly onSkipped?: (path: string, member: string) => void;
}

/** A file of which nothing was stored. */
export interface FailedFile {
  readonly path: string;
  readonly error: Error;
}

/**
 * Imports files one after the other; one that cannot be read or stored keeps no other from being imported.
 * @throws what would make all of them fail, as a lost database does
 */
export async function importFiles(
  pipeline: Pipeline,
  wishes: readonly ImportWish[],
  { signal, onRows, onSkipped }: ImportFilesControl,
): Promise<{ readonly reports: readonly RunReport[]; readonly failures: readonly FailedFile[] }> {
  const reports: RunReport[] = [];
  const failures: FailedFile[] = [];
  for (const wish of wishes) {
    const { path } = wish;
    try {
      reports.push(
        await importFile(pipeline, wish, {
          signal,
          onRows: (rows) => onRows?.(path, rows),
          onSkipped: (member) => onSkipped?.(path, member),
        }),
      );
    } catch (error) {
      if (signal.aborted || !(error instanceof Error) || !isOfFile(error)) throw error;
      failures.push({ path, error });
    }
  }
  return { reports, failures };
}

function isOfFile(error: Error): boolean {
  return (error instanceof StockulaError && error.code === 'SOURCE_UNUSABLE') || !concernsAll(error);
}
