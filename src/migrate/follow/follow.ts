import { setTimeout as delay } from 'node:timers/promises';
import { StockulaError } from '../../domain/errors.ts';
import { type FileStamp, stampOf } from '../../sources/legacy-sqlite/file-stamp.ts';
import { startHeartbeat } from '../heartbeat.ts';
import * as journal from '../journal.ts';
import type { MigrationReport } from '../report.ts';
import { readContexts } from '../source.ts';
import { verifyAll } from '../verify-all.ts';
import { aggregateAndCompress, type MigrationRequest, withSource } from '../work.ts';
import type { Carried } from './reconcile.ts';
import { asOfNow, type FollowMemory, followRound } from './round.ts';

export interface FollowRequest extends MigrationRequest {
  /** Ends following; what was carried over stays. */
  readonly signal: AbortSignal;
  /** Until nothing is left, then compares everything and ends. Otherwise until the signal. */
  readonly drain: boolean;
  /** Told after each round in which the file had changed, and once at the beginning. */
  readonly onRound: (followed: journal.Followed) => void;
  /** How often the file is looked at, milliseconds. */
  readonly pollMs?: number;
}

const defaultPollMs = 500;
/** A drain that finds new changes so often in a row gives up: somebody goes on writing. */
const mostDrains = 8;

/**
 * Carries over what the older application goes on changing in its file: inserts, updates and deletes.
 * @returns the comparison of everything at the end of a drain; null where the signal ended it
 * @throws StockulaError MIGRATION_CONFLICT (no finished migration of this file; another run at work; a drain that
 *   does not end), SOURCE_UNUSABLE, DISK_FULL, DATABASE_UNAVAILABLE
 */
export async function follow(request: FollowRequest): Promise<MigrationReport | null> {
  const { database } = request;
  await journal.refuseWhileRunning(database);
  const run = await withSource(request, (source) => journal.beginFollow(database, source));
  const stopHeartbeat = startHeartbeat(database.pool, run);
  try {
    const report = await new Follower(request, run).work();
    if (report) await journal.finishRun(database.pool, run, report);
    else await journal.endFollow(database.pool, run);
    return report;
  } catch (error) {
    // Not where the database is what failed: the next command finds the run's owner gone.
    await journal.endFollow(database.pool, run).catch(() => undefined);
    throw error;
  } finally {
    await stopHeartbeat();
    journal.leaveRun(database, run);
  }
}

class Follower {
  readonly #request: FollowRequest;
  /** As of the last round. */
  #run: journal.MigrationRun;
  readonly #started = performance.now();
  #memory: FollowMemory | null = null;
  #seen: FileStamp | null = null;
  #followed: journal.Followed = {
    rounds: 0,
    written: 0,
    removed: 0,
    quarantined: 0,
    lag_seconds: 0,
  };

  constructor(request: FollowRequest, run: journal.MigrationRun) {
    this.#request = request;
    this.#run = run;
  }

  async work(): Promise<MigrationReport | null> {
    const { signal, drain, pollMs = defaultPollMs } = this.#request;
    if (drain) return this.#drain();
    while (!signal.aborted) {
      if (this.#hasChanged()) await this.#round(false);
      await delay(pollMs, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
    return null;
  }

  async #drain(): Promise<MigrationReport> {
    let thorough = true;
    for (let turn = 0; turn < mostDrains; turn += 1) {
      await this.#round(thorough);
      const hasChanged = this.#hasChanged();
      // The last look is at all rows: an update that nothing tells of must not be missed. While somebody goes on
      // writing, a quick one will do.
      const isLast = thorough && !hasChanged;
      thorough = !hasChanged;
      if (!isLast) continue;
      await aggregateAndCompress(this.#request);
      const report = await this.#compareAll();
      if (report) return report;
    }
    throw new StockulaError('MIGRATION_CONFLICT', {
      expected: `${this.#request.from} to stay as it is for a moment`,
      got: `that it was written to again after each of ${mostDrains} rounds`,
      remedy: 'Close the older application, or wait until its update is over, and run this again.',
    });
  }

  #hasChanged(): boolean {
    return stampOf(this.#request.from).text !== this.#seen?.text;
  }

  async #round(thorough: boolean): Promise<void> {
    const { database, from, policies, onRound } = this.#request;
    // Before the snapshot: a write after this moment shows in the next stamp.
    const stamp = stampOf(from);
    const run = asOfNow(this.#run);
    this.#run = run;
    const round = await withSource(this.#request, async (source) => {
      const done = await followRound(database, source, run, this.#memory, {
        thorough,
        retention: policies.retentionRawBars,
      });
      const total = this.#added(done, stamp);
      await journal.noteFollowed(database.pool, run, source, total);
      this.#followed = total;
      return done;
    });
    this.#memory = round.memory;
    this.#seen = stamp;
    onRound(this.#followed);
  }

  #added({ written, removed, quarantined }: Carried, { writtenAt }: FileStamp): journal.Followed {
    const carried = written + removed + quarantined > 0;
    return {
      rounds: this.#followed.rounds + (carried ? 1 : 0),
      written: this.#followed.written + written,
      removed: this.#followed.removed + removed,
      quarantined: this.#followed.quarantined + quarantined,
      lag_seconds: carried ? Math.max(0, Math.round(Date.now() - writtenAt) / 1000) : 0,
    };
  }

  /** @returns null where the file was written to meanwhile, so that the comparison says nothing about it */
  #compareAll(): Promise<MigrationReport | null> {
    const run = this.#run;
    return withSource(this.#request, async (source) => {
      if (this.#hasChanged()) return null;
      const contexts = readContexts(source.file, run.asOf, run.repairs);
      return verifyAll({ ...this.#request, source, contexts, run, started: this.#started }, null);
    });
  }
}
