/** What somebody is told who follows the changes of the data. */
export interface ChangeFollower {
  /** These symbols have new data, stored and to be read. */
  readonly onChange: (symbols: readonly string[]) => void;
  /** From now on changes may be missed. */
  readonly onDeaf: (reason: string) => void;
  /** Changes are told again; some may have been missed before. Also told at the beginning. */
  readonly onHearing: () => void;
}

/** Tells of changes as they are written, whoever writes them. */
export interface ChangeSource {
  /** @returns ends it */
  follow(follower: ChangeFollower): () => void;
}
