import { counted } from '../../domain/counted.ts';
import type { Followed } from '../journal.ts';

/** What a follower has carried over, for people. */
export function followedText({ written, removed, quarantined }: Followed): string {
  return `${counted(written, 'row')} written, ${removed} removed, ${quarantined} set aside`;
}
