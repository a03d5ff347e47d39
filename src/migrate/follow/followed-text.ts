import type { Followed } from '../journal.ts';

/** What a follower has carried over, for people. */
export function followedText({ written, removed, quarantined }: Followed): string {
  return `${written} rows written, ${removed} removed, ${quarantined} set aside`;
}
