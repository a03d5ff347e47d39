import type { SecretUrl } from '../../config/secret-url.ts';
import type { MarketStore } from '../../domain/market-store.ts';
import type { Driver, Provisioned } from '../../infra/driver.ts';
import type { InfrastructureOptions } from '../../infra/options.ts';
import type { Database } from '../../storage/timescale/database.ts';
import type { Difference, MigrationReport } from '../report.ts';
import type { CarriedBack } from '../rollback/carried-back.ts';
import type { StepProgress, StepResult } from './phases.ts';
import type { MigrationTask } from './step-journal.ts';

type Tell = (progress: StepProgress) => void;

/** The configuration of the application, as far as a migration changes it. */
export interface Settings {
  /** Has every process that reads the configuration answer from TimescaleDB. */
  toTimescale(from: string, database: Provisioned | null): Promise<StepResult>;
  /** Whether they answer from there already. */
  answersFromTimescale(database: Provisioned | null): boolean;
  /** Has them answer from the older file again; tells what was done. */
  toLegacy(from: string): Promise<string>;
  /** @throws StockulaError CONFIG_INVALID where the environment counts more than what could be changed */
  requireSwitchable(): void;
  /**
   * Takes back what `toTimescale` changed since the migration last came to its end, in whatever process; tells what
   * was done, null where there was nothing.
   */
  undo(): Promise<string | null>;
}

/** A target that is open, its schema up to date. */
export interface OpenTarget {
  readonly database: Database;
  copy(task: MigrationTask, tell: Tell): Promise<MigrationReport>;
  /** Whether the file was written to since the last of `copy`, `drain` and `requireVerified` began. */
  writtenSince(from: string): boolean;
  /**
   * Brings statistics, aggregates and compressed chunks up to date with what was copied, and then compares what is
   * stored with what was verified.
   * @returns the groups that differ; null where rows were written meanwhile, so that it says nothing
   */
  optimise(from: string, tell: Tell): Promise<readonly Difference[] | null>;
  /**
   * Carries over what the file has become, and compares everything.
   * @throws StockulaError MIGRATION_CONFLICT where it was never migrated, or is written to without end
   */
  drain(from: string, tell: Tell): Promise<MigrationReport>;
  /** @throws StockulaError MIGRATION_CONFLICT where the file is not as it was verified */
  requireVerified(from: string, tell: Tell): Promise<void>;
  /** Writes what only the target has into the file, after a backup of it. */
  carryBack(from: string, tell: Tell): Promise<CarriedBack>;
  /**
   * Lends the store over the file, and the one over the database.
   * @param isSwitched whether that is the one that the next command opens, by the configuration as it is written now;
   * else the open one
   * @throws StockulaError CONFIG_INVALID, DATABASE_UNAVAILABLE where that does not lead to a database that answers
   */
  withStores<Answer>(
    from: string,
    isSwitched: boolean,
    work: (file: MarketStore, database: MarketStore) => Promise<Answer>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** What a migration needs of the application that runs it. */
export interface Surroundings {
  readonly driver: Driver;
  readonly infrastructure: InfrastructureOptions;
  /** Whether the user agreed to have packages installed. */
  readonly consent: boolean;
  readonly settings: Settings;
  /**
   * @param url of a server that was started for it; null: what the configuration names
   * @param mustExist refuses where there is no embedded database yet
   */
  openTarget(url: SecretUrl | null, mustExist: boolean, tell: Tell): Promise<OpenTarget>;
}
