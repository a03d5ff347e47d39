import type { AnalysisKind } from '../jobs/analysis-kinds.ts';
import type { AnalysisFilter, AnalysisRecord } from '../jobs/analysis-record.ts';

/** A question to be answered in the background; it was validated. */
interface AskedAnalysis {
  readonly kind: AnalysisKind;
  readonly user: string;
  readonly question: unknown;
}

/** Questions that take long: they are queued, answered by threads of any process, and their answers kept for a time. */
export interface Analyses {
  /** One that waits or runs already for the same user is not asked again. @throws StockulaError TOO_MANY_REQUESTS */
  submit(asked: AskedAnalysis): Promise<{ readonly record: AnalysisRecord; readonly isNew: boolean }>;
  list(filter: AnalysisFilter): Promise<AnalysisRecord[]>;
  find(id: string): Promise<AnalysisRecord | null>;
  /** @returns whether it had not ended before */
  cancel(id: string): Promise<boolean>;
  /** The answer as JSON; null where none is kept. */
  answerOf(id: string): Promise<string | null>;
  /** @param listener told the record again and again; null: it is gone. @returns what ends that */
  watch(id: string, listener: (record: AnalysisRecord | null) => void): () => void;
}
