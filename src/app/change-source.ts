import type { ChangeFollower, ChangeSource } from '../domain/change-source.ts';
import { ChangeFeed } from '../storage/timescale/change-feed.ts';
import type { OwnDatabase } from './own-database.ts';

export interface OpenedChanges {
  readonly changes: ChangeSource;
  close(): Promise<void>;
}

/** One connection for all who follow, opened for the first of them; it finds the database again where that was lost. */
export function openChanges(database: OwnDatabase): OpenedChanges {
  const followers = new Set<ChangeFollower>();
  let feed: ChangeFeed | null = null;
  let isHearing = false;
  let why = 'the database has not been reached yet';
  const tell = (told: (follower: ChangeFollower) => void): void => {
    for (const follower of [...followers]) told(follower);
  };
  const begin = (): ChangeFeed =>
    new ChangeFeed(() => database.read((opened) => opened.openSession()), {
      onChange: (tags) => tell(({ onChange }) => onChange(tags)),
      onDeaf: (reason) => {
        isHearing = false;
        why = reason;
        tell(({ onDeaf }) => onDeaf(reason));
      },
      onHearing: () => {
        isHearing = true;
        tell(({ onHearing }) => onHearing());
      },
    });
  return {
    changes: {
      follow: (follower) => {
        followers.add(follower);
        if (isHearing) follower.onHearing();
        else if (feed !== null) follower.onDeaf(why);
        if (feed === null) {
          feed = begin();
          void feed.started.then(() => {
            if (!isHearing) tell(({ onDeaf }) => onDeaf(why));
          });
        }
        return () => void followers.delete(follower);
      },
    },
    close: async () => {
      followers.clear();
      await feed?.close();
    },
  };
}
