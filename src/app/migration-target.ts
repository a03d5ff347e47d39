import { realpathSync } from 'node:fs';
import { StockulaError } from '../domain/errors.ts';
import type { MarketStore } from '../domain/market-store.ts';
import { inListOrder, isRepairKind, type RepairSet } from '../domain/repair.ts';
import { follow } from '../migrate/follow/follow.ts';
import { followedText } from '../migrate/follow/followed-text.ts';
import { lastRun } from '../migrate/journal.ts';
import type { StepProgress } from '../migrate/machine/phases.ts';
import type { StepJournal } from '../migrate/machine/step-journal.ts';
import type { OpenTarget } from '../migrate/machine/surroundings.ts';
import { recheckRows, recheckWithFile } from '../migrate/recheck.ts';
import { sameRepairs } from '../migrate/repair-choice.ts';
import type { MigrationReport } from '../migrate/report.ts';
import { carryBack } from '../migrate/rollback/carry-back.ts';
import { runMigration } from '../migrate/run.ts';
import { samplePath } from '../migrate/sample.ts';
import { requireVerified } from '../migrate/switch-guard.ts';
import type { VerifiedRows } from '../migrate/verify.ts';
import { aggregateAndCompress, type MigrationRequest } from '../migrate/work.ts';
import { stampOf } from '../sources/legacy-sqlite/file-stamp.ts';
import { SqliteMarket } from '../storage/sqlite/sqlite-market.ts';
import { TimescaleMarket } from '../storage/timescale/timescale-market.ts';
import type { App } from './app.ts';
import type { AppOptions } from './configuration.ts';
import { openConfiguredMarket } from './market.ts';
import type { Market } from './market-service.ts';

type Tell = (progress: StepProgress) => void;

interface TargetOptions {
  readonly journal: StepJournal;
  readonly options: AppOptions;
}

/** A target for the steps of a migration, over an open application. */
export function openTarget(app: App, { journal, options }: TargetOptions): OpenTarget {
  /** The file before what is known of it was read. */
  let readAt: string | null = null;
  let verified: VerifiedRows | null = null;
  const request = (from: string, tell: Tell): MigrationRequest => ({
    database: app.database,
    from,
    policies: app.policies,
    scratchFolder: app.scratchFolder,
    onProgress: tell,
    onVerified: (rows) => {
      verified = rows;
    },
    sample: {
      path: samplePath(app.config.database.data_dir),
      onRemoved: () => tell('The synthetic sample was removed to make room for your data'),
    },
  });
  return {
    database: app.database,
    copy: async ({ from, repairs }, tell) => {
      const wanted = { ...request(from, tell), repairs: repairs && new Set(repairs) };
      readAt = stampOf(from).text;
      const report = await ((await wasFollowed(wanted)) ? drain(wanted, tell) : runMigration(wanted));
      // Where the file answers, no database may be opened to ask for them.
      journal.copied(from, inListOrder(await repairsIn(app)));
      return report;
    },
    writtenSince: (from) => stampOf(from).text !== readAt,
    optimise: async (from, tell) => {
      const { database, policies } = app;
      await aggregateAndCompress({ database, policies, onProgress: tell });
      tell('Comparing what is stored with what was verified');
      if (verified) return recheckRows(database, verified);
      // It was verified by another process, which may have been killed while it compressed.
      return recheckWithFile(request(from, tell));
    },
    drain: (from, tell) => {
      readAt = stampOf(from).text;
      return drain(request(from, tell), tell);
    },
    carryBack: (from, tell) => carryBack(request(from, tell)),
    requireVerified: (from, tell) => {
      readAt = stampOf(from).text;
      return requireVerified(request(from, tell));
    },
    withStores: async (from, isSwitched, work) => {
      const file = new SqliteMarket(from, { repairs: await repairsIn(app) });
      if (!isSwitched) return work(file, new TimescaleMarket(app.database.pool));
      const configured = await openConfiguredMarket({ ...options, mustExist: true }, true);
      try {
        return await configured.use((market) => work(file, switchedStore(market)));
      } finally {
        await configured.close();
      }
    },
    close: () => app.close(),
  };
}

/**
 * Whether a file was followed since it was copied, with the repairs that are wanted now: then rows that it no longer has
 * are known to have been deleted, which a copy could not tell.
 */
async function wasFollowed({ database, from, repairs }: MigrationRequest): Promise<boolean> {
  const last = await lastRun(database);
  if (last?.kind !== 'follow' || last.isAlive || last.source_path !== realpathSync(from)) return false;
  return !repairs || sameRepairs(repairs, new Set(last.repairs.filter(isRepairKind)));
}

/** Those of the last run into the database. */
async function repairsIn({ database }: App): Promise<RepairSet> {
  return new Set((await lastRun(database))?.repairs.filter(isRepairKind));
}

/** Carries over what the file has become since it was migrated, and compares everything. */
async function drain(request: MigrationRequest, tell: Tell): Promise<MigrationReport> {
  const report = await follow({
    ...request,
    signal: new AbortController().signal,
    drain: true,
    onRound: (followed) => {
      if (followed.rounds > 0) tell(`Carried over: ${followedText(followed)}`);
    },
  });
  if (!report) throw new Error('a drain ended without a report');
  return report;
}

/**
 * A file that still answers, or stands in for the database, would be compared with itself.
 * @throws StockulaError CONFIG_INVALID, DATABASE_UNAVAILABLE
 */
function switchedStore({ store, database, stale, file }: Market): MarketStore {
  if (stale) {
    throw new StockulaError('DATABASE_UNAVAILABLE', {
      expected: 'the database of the configuration to answer',
      got: stale.reason,
      remedy: 'Have it answer, and go on with: stockula migrate resume',
    });
  }
  if (database) return store;
  throw new StockulaError('CONFIG_INVALID', {
    expected: `TimescaleDB to answer by ${file ?? 'the configuration'}, after the switch`,
    got: 'a configuration by which the older file answers',
    remedy:
      'Somebody changed it since, or it is not the one that was switched. Set storage.backend to timescale, or go on with: stockula migrate resume',
  });
}
