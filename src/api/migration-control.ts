import type {
  MigrationAction,
  MigrationCommand,
  MigrationStatus,
  StartMigration,
} from '../contract/migration.ts';

/** Looks at the migration of the data directory, and has its commands done. */
export interface MigrationControl {
  status(): Promise<MigrationStatus>;
  /** @throws StockulaError MIGRATION_CONFLICT while one that was begun here runs */
  start(action: MigrationAction, options: StartMigration): MigrationCommand;
  /** Has the command that runs end where it can be gone on with. @returns whether there was one */
  stop(): boolean;
  /** Told the command whenever something about it changes. @returns ends that */
  watch(listener: (command: MigrationCommand) => void): () => void;
}
