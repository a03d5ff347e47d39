/** One step of a migration, as its journal has it. Times are ISO 8601. */
export interface PhaseRecord {
  step: string;
  title: string;
  startedAt: string;
  finishedAt: string | null;
  outcome: 'done' | 'skipped' | 'failed' | 'undone' | 'running';
  detail: string | null;
}

/** One key of a configuration file that the migration changed. Null: the key was not there. Time is ISO 8601. */
export interface ConfigurationChange {
  readonly file: string;
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly at: string;
}
