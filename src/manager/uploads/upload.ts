import type { ErrorParts } from '../../domain/errors.ts';
import type { FileOptions } from '../../sources/files/options.ts';
import type { FilePreview } from '../../sources/files/preview.ts';
import type { RunReport } from '../pipeline/run-report.ts';

type UploadState = 'looking' | 'ready' | 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** What came of an import. */
export interface ImportedFile {
  readonly report: RunReport;
  /** Rows that were set aside, by reason, the most first. */
  readonly quarantinedBy: readonly { readonly reason: string; readonly rows: number }[];
  /** Members of an archive that are no tables. */
  readonly skipped: readonly string[];
}

export interface UploadProblem extends ErrorParts {
  readonly code: string;
}

/** A file that was sent, and what becomes of it. It lies in a folder of its own, with this beside it. */
export interface Upload {
  readonly id: string;
  /** As it was called where it came from; on disk it has the same name, without what names there may not have. */
  readonly name: string;
  readonly bytes: number;
  readonly by: string;
  readonly state: UploadState;
  /** ISO times. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly options: FileOptions;
  /** Whether bars of other sources are replaced. */
  readonly replace: boolean;
  readonly preview: FilePreview | null;
  readonly progress: { readonly rows: number } | null;
  readonly result: ImportedFile | null;
  readonly problem: UploadProblem | null;
  /** How often its import was begun: one that ends the server each time is not begun for ever. */
  readonly attempts: number;
}

/** What the process that looks into files does. */
export type UploadTask =
  | { readonly kind: 'preview'; readonly path: string; readonly options: FileOptions }
  | {
      readonly kind: 'import';
      readonly path: string;
      readonly options: FileOptions;
      readonly replace: boolean;
    };

/** Does a task in a process of its own: what is in a file can neither hold up nor end the server. */
export interface UploadRunner {
  /** @throws StockulaError as the task; what made the process end otherwise; the reason of the signal */
  preview(task: Extract<UploadTask, { kind: 'preview' }>, signal: AbortSignal): Promise<FilePreview>;
  /** @throws as preview; then nothing was stored */
  import(
    task: Extract<UploadTask, { kind: 'import' }>,
    signal: AbortSignal,
    onRows: (rows: number) => void,
  ): Promise<ImportedFile>;
}
