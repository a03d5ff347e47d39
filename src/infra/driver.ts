import type { SecretUrl } from '../config/secret-url.ts';

/** What a Stockula may stand on. */
export const componentNames = ['database', 'pool', 'cache', 'monitoring'] as const;
export type ComponentName = (typeof componentNames)[number];

/** Where components come from: in Stockula's own processes, from containers, from programs of this machine. */
export const driverNames = ['embedded', 'docker', 'native'] as const;
export type DriverName = (typeof driverNames)[number];

/** Told what happens, one short line at a time, without secrets. */
export type Progress = (text: string) => void;

/** Something a driver needs and this machine lacks. */
export interface Installable {
  readonly component: ComponentName;
  readonly what: string;
  /** What `install` would run, as the machine would be asked; null: it has to be done by hand. */
  readonly command: readonly string[] | null;
  /** What to do where there is no command, or besides it. */
  readonly byHand: string | null;
}

/** A component that answers, and how to reach it. */
export interface Running {
  readonly kind: 'running';
  /** `given`: by a URL of the configuration; `taken-up`: it ran already; `started`: now. */
  readonly how: 'given' | 'taken-up' | 'started';
  /** Shows `***` for the password unless revealed. */
  readonly url: SecretUrl;
  /** Of the pool: where one client keeps one server connection, for LISTEN, session locks and schema upgrades. */
  readonly sessionUrl: SecretUrl | null;
  /** Process id where it is a process of this machine that the driver started. */
  readonly pid: number | null;
  /** Where its log lies; for Docker, the command that shows it. */
  readonly log: string | null;
}

/** A component that this Stockula does without. */
export interface NotNeeded {
  readonly kind: 'not-needed';
  readonly reason: string;
}

export type Provisioned = Running | NotNeeded;

/** What was asked of a component and what it answered. */
export interface TestResult {
  readonly kind: 'tested';
  readonly passed: boolean;
  readonly checks: readonly {
    readonly what: string;
    readonly passed: boolean;
    readonly found: string;
  }[];
}

/**
 * Brings up the infrastructure of a Stockula, component by component. Every method may be repeated, also after the
 * process was killed in the middle of it, and different components may be worked on at the same time.
 */
export interface Driver {
  readonly name: DriverName;
  /** What has to be installed before these can be provisioned; empty if nothing. Asks only, changes nothing. */
  missing(components: readonly ComponentName[]): Promise<readonly Installable[]>;
  /**
   * Runs the package manager for what these components lack, and nothing if they lack nothing.
   * @param consent whether the user agreed to the commands that `missing` names
   * @throws StockulaError CONSENT_MISSING without consent, INSTALL_FAILED, RIGHTS_MISSING, PROGRAM_MISSING (by hand)
   */
  install(components: readonly ComponentName[], consent: boolean, progress: Progress): Promise<void>;
  /**
   * Makes sure a component runs, with its settings as they should be: takes up the one that runs, or starts it.
   * @throws StockulaError PROGRAM_MISSING, PORT_TAKEN, RIGHTS_MISSING, SERVICE_FAILED, DATABASE_UNAVAILABLE (given URL)
   */
  provision(component: ComponentName, progress: Progress): Promise<Provisioned>;
  /** Sets what is set inside a running component: users, the database, its extension. Call `provision` first. */
  configure(component: ComponentName, progress: Progress): Promise<void>;
  /** Uses a component as Stockula will. An answer, not an exception, where something does not work. */
  test(component: ComponentName): Promise<TestResult | NotNeeded>;
  /**
   * Ends what this driver started; a component given by URL, or that does not run, is left alone. Data stay.
   * @throws StockulaError SERVICE_FAILED if it does not end
   */
  stop(component: ComponentName): Promise<void>;
}
