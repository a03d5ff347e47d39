/** A tag that has changed, and which of its changes is meant. */
export interface UntoldChange {
  readonly tag: string;
  readonly change: string;
}

/** What has changed without the shared level having been told for certain: kept where the data is, with the change. */
export interface UntoldChanges {
  /** @param tags null: all there are */
  read(tags: readonly string[] | null): Promise<readonly UntoldChange[]>;
  /** The shared level has been told of these; what has changed since stays. */
  settle(changes: readonly UntoldChange[]): Promise<void>;
}
