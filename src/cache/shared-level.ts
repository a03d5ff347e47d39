import type { CacheCounts } from './cache-class.ts';

/** How the tags of a value stood when it was asked for. A value is good as long as they stand like that. */
export type TagState = readonly string[];

/** What the shared level knows about a key. */
export interface SharedAnswer {
  /** Null where there is none, or where one of its tags has changed since it was stored. */
  readonly text: string | null;
  readonly state: TagState;
}

/** What a shared level holds and how often it was asked, by all processes. */
export interface SharedStatus {
  readonly values: number;
  /** Of everything in the server, ours or not. */
  readonly memoryBytes: number;
  /** Null: no limit. */
  readonly memoryLimitBytes: number | null;
  readonly counts: CacheCounts;
}

/** A level that processes share. Every method may fail at any time: answers then come from the store. */
export interface SharedLevel {
  get(key: string, tags: readonly string[]): Promise<SharedAnswer>;
  /** Stores a value that was loaded after `get` gave this state; worthless by itself if a tag changed meanwhile. */
  set(key: string, text: string, state: TagState, ttlMs: number): Promise<void>;
  invalidate(tags: readonly string[]): Promise<void>;
  /** Adds what one process counted to what all did. */
  addCounts(counts: CacheCounts): Promise<void>;
  status(): Promise<SharedStatus>;
  /** Removes everything of ours; returns how many keys that were. */
  clear(): Promise<number>;
  close(): Promise<void>;
}
