/** Where answers of analyses are kept for a time. */
export interface AnalysisResults {
  /** @param answer JSON, compressed by gzip; takes the place of an earlier one */
  save(id: string, answer: Uint8Array): Promise<void>;
  find(id: string): Promise<Uint8Array | null>;
  /** Removes those older than that. */
  forget(olderThanMs: number): Promise<void>;
}
