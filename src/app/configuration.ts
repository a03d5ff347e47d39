import type { FlagValues } from '../config/layers.ts';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import type { Metrics } from '../telemetry/metric-table.ts';

export interface AppOptions {
  /** Path given with --config. */
  readonly configFile?: string | undefined;
  /** Keys set on the command line. */
  readonly values?: FlagValues | undefined;
  /** Told what takes a moment, for example that the embedded database is being created. */
  readonly onProgress?: (text: string) => void;
  /** Refuse where there is no embedded database yet, rather than make one. */
  readonly mustExist?: boolean;
  /** For a process that answers again and again: it has to hear of what others write. */
  readonly longLived?: boolean;
  /** Where the process counts, if anybody asks for it. */
  readonly metrics?: Metrics;
}

/** Reads the configuration as the environment and the current folder have it. */
export function readConfiguration(
  configFile: string | undefined,
  values?: FlagValues,
): Promise<LoadedConfig> {
  return loadConfig({ flags: { config: configFile, values }, env: process.env, cwd: process.cwd() });
}
