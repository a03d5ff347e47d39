/** Counts that processes share. Every method may fail at any time: then each process counts for itself. */
export interface SharedCounts {
  /** Adds to a count, which is forgotten after a while. @returns what it is then */
  add(key: string, by: number, keptMs: number): Promise<number>;
}
